import type { ReactNode } from 'react';
import { LinkButton } from '../button/button.tsx';
import { FourCells } from '../cells/cells.tsx';
import { BigList, CallBox } from '../home/elder-home.tsx';
import { OfflineWays, OwnCases, Pair, PlaceRows, Topics } from '../home/home.tsx';
import { ItemList, ItemRow } from '../item-row/item-row.tsx';
import { Lamp } from '../lamp/lamp.tsx';
import { Page } from '../page/page.tsx';
import { Hero, SearchBox } from '../search/search-box.tsx';
import { Section } from '../section/section.tsx';
import { Tag } from '../tag/tag.tsx';
import { Words } from '../text/words.tsx';
import { type Look, shell } from './shell.ts';

const topics = [
  ['生孩子', '出生登记、上户口、生育津贴'],
  ['上学', '入学报名、转学、助学金'],
  ['找工作、丢了工作', '失业金、灵活就业社保'],
  ['看病和医保', '异地就医备案、门诊慢特病'],
  ['养老', '高龄津贴、退休、养老金资格认证'],
  ['买房、租房', '不动产登记、公积金提取'],
  ['开店、办企业', '个体户登记、食品经营许可'],
  ['残疾人服务', '残疾人证、护理补贴'],
  ['亲人去世以后', '户口注销、丧葬补助'],
] as const;

export function homeSample(look: Look): ReactNode {
  return (
    <Page {...shell(look, '/')} title="您想办什么事" current="items" frame="bare">
      <Hero>
        <h1>
          <Words parts={['您想', '办什么事？']} />
        </h1>
        <SearchBox
          lang={look.lang}
          action="/items"
          asks={[
            { href: '/items?q=1', text: '老人津贴怎么领' },
            { href: '/items?q=2', text: '社保卡丢了' },
            { href: '/items?q=3', text: '开小吃店要什么手续' },
          ]}
        />
      </Hero>
      <div className="w">
        <OwnCases
          title="周建华，您有2件事在办"
          cases={[
            {
              key: 'a',
              name: '高龄津贴申领',
              state: <span className="hint">替母亲陈桂兰办。填到第2步，共3步。昨天16:40存的，不用重填。</span>,
              action: <LinkButton href="/my/a">接着填</LinkButton>,
            },
            {
              key: 'b',
              name: '居住证签注',
              state: <Lamp kind="ok">在临河区公安分局，还剩3个工作日</Lamp>,
              action: (
                <LinkButton href="/my/b" look="ghost">
                  看进度
                </LinkButton>
              ),
            },
          ]}
        />
        <Section id="topics" title="按生活里的事找">
          <Topics topics={topics.map(([name, line]) => ({ href: `/events/${encodeURIComponent(name)}`, name, line }))} />
          <p className="seeall">
            <a href="/items/all">看全部1,284个事项</a>
          </p>
        </Section>
        <Pair>
          <Section id="places" title="附近能办的地方">
            <PlaceRows
              places={[
                { href: '/places/1', name: '柳桥镇便民服务中心', now: '4个窗口', line: '1.2公里。今天17:30关门，中午不休息。' },
                { href: '/places/2', name: '荷塘村便民服务站', now: '今天有人', line: '600米。代办员吴秀英在，可以上门。' },
              ]}
            />
          </Section>
          <Section id="offline" title="不上网也能办">
            <OfflineWays
              ways={[
                { icon: 'phone', name: '打12345', line: '全天有人接，也能问进度。' },
                { icon: 'building-2', name: '直接去窗口', line: '不用先预约，不用先在网上填。' },
                { icon: 'house', name: '请代办员上门', line: '80岁以上、行动不便的人免费。' },
              ]}
            />
          </Section>
        </Pair>
        <Section id="numbers" title="昨天办得怎么样">
          <FourCells
            cells={[
              { figure: '2,314', unit: '件', name: '全市收件' },
              { figure: '91.6', unit: '%', name: '一次办成' },
              { figure: '5', unit: '个工作日', name: '一般多久办好' },
              { figure: '12', unit: '条', name: '差评，都联系了' },
            ]}
          />
        </Section>
      </div>
    </Page>
  );
}

export function searchSample(look: Look): ReactNode {
  return (
    <Page {...shell(look, '/items?q=老人补贴')} title="“老人补贴”找到2个" current="items" noindex>
      <h1>“老人补贴”找到2个</h1>
      <SearchBox lang={look.lang} action="/items" value="老人补贴" />
      <div className="gap">
        <ItemList label="找到的事项">
          <ItemRow
            href="/items/elder-allowance"
            name="高龄津贴申领"
            parts={['高龄', '津贴', '申领']}
            who="户口在云渚市，年满80周岁。"
            facts="0次跑动，5个工作日，不收费"
          />
          <ItemRow
            href="/items/care-subsidy"
            name="残疾人护理补贴和困难残疾人生活补贴申请"
            who="持有残疾人证的人。"
            facts="0次跑动，20个工作日，不收费"
            mark={<Tag tone="warn">11月30日起用新版</Tag>}
          />
        </ItemList>
      </div>
    </Page>
  );
}

export function elderHomeSample(look: Look): ReactNode {
  return (
    <Page {...shell(look, '/')} title="长辈版" frame="task">
      <h1>陈奶奶，您好</h1>
      <CallBox telephone="12345" title="打电话找人办" line="12345，全天有人" />
      <BigList
        label="常用"
        rows={[
          { href: '/my/a', name: '我的高龄津贴', parts: ['我的', '高龄津贴'], line: '在办。周五前办好。' },
          { href: '/items/pension', name: '养老金', line: '今年的认证做过了' },
          { href: '/events/health', name: '看病报销' },
          { href: '/items/card', name: '社保卡', line: '丢了、坏了、改密码' },
          { href: '/places', name: '请人上门办', line: '代办员吴秀英，今天在村里' },
          { href: '/items', name: '别的事' },
        ]}
      />
      <p className="gap">您儿子周建华可以替您办1件事：高龄津贴。到明年2月28日为止。</p>
      <p className="gap">
        <LinkButton href="/my/mandates" look="ghost" block>
          不让他办了，收回
        </LinkButton>
      </p>
    </Page>
  );
}
