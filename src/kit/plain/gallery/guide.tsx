import type { ReactNode } from 'react';
import { BackLink, Breadcrumb } from '../breadcrumb/breadcrumb.tsx';
import { Acts, LinkButton, LinkList } from '../button/button.tsx';
import { FourCells } from '../cells/cells.tsx';
import { Answers, Question } from '../choice/question.tsx';
import { CanList, MaterialRow, MaterialTable } from '../materials/materials.tsx';
import { BringList, ListNumber, WaivedList } from '../my-list/my-list.tsx';
import { Page } from '../page/page.tsx';
import { Section, SideBox, TwoColumns } from '../section/section.tsx';
import { Steps } from '../steps/steps.tsx';
import { Table } from '../table/table.tsx';
import { Words } from '../text/words.tsx';
import { type Look, shell } from './shell.ts';

export function guideSample(look: Look): ReactNode {
  const { lang } = look;
  return (
    <Page {...shell(look, '/items/elder-allowance')} title="高龄津贴申领" current="items">
      <Breadcrumb
        lang={lang}
        crumbs={[
          { href: '/', text: '首页' },
          { href: '/events/aging', text: '养老' },
        ]}
      />
      <h1>
        <Words parts={['高龄', '津贴', '申领']} />
      </h1>
      <p className="lead">本市户籍、年满80周岁的老人，每月领一笔津贴，直接打进银行卡。家人可以代办。</p>
      <FourCells
        cells={[
          { figure: '0', unit: '次', name: '要跑几次' },
          { figure: '5', unit: '个工作日', name: '多久办好' },
          { figure: '1', unit: '样', name: '要您准备' },
          { figure: '不收费', name: '收费' },
        ]}
      />
      <Acts stack>
        <LinkButton href="/items/elder-allowance/ask">看看我要准备什么</LinkButton>
        <LinkButton href="/items/elder-allowance/apply" look="ghost">
          直接开始办
        </LinkButton>
        <span className="hint">回答2个问题，约1分钟。不用登录。</span>
      </Acts>
      <TwoColumns
        label="别的办法"
        aside={
          <>
            <SideBox title="不上网，这样办">
              <ul>
                <li>
                  <a href="/places/1">柳桥镇便民服务中心</a>
                  <span className="hint">1.2公里。今天17:30关门。</span>
                </li>
                <li>
                  <a href="/places/2">荷塘村代办员吴秀英</a>
                  <span className="hint">今天在村里，可以上门。</span>
                </li>
                <li>
                  <a href="tel:12345">打12345</a>
                  <span className="hint">全天有人接。</span>
                </li>
              </ul>
            </SideBox>
            <SideBox title="带走这一页">
              <LinkList links={[{ href: '?print=large', text: '打印大字版', icon: 'printer' }]} />
            </SideBox>
          </>
        }
      >
        <Section id="who" title="谁能办">
          <CanList
            rows={[
              { ok: true, text: '年满80周岁。当月满80，当月就能申请。' },
              { ok: true, text: '户口在云渚市。人住在外地也可以。' },
              { ok: false, text: '已经在别的市领同样津贴的，不能重复领。' },
            ]}
          />
        </Section>
        <Section id="papers" title="要准备什么">
          <MaterialTable lang={lang}>
            <MaterialRow lang={lang} name="收款卡卡号" state="bring" why="老人名下的银行卡都行，社保卡也行。" />
            <MaterialRow lang={lang} name="身份证" state="waived" why="我们向公安核对。" />
            <MaterialRow lang={lang} name="户口簿" state="waived" why="取不到时，您可以写承诺代替。" />
            <MaterialRow
              lang={lang}
              name="代办授权"
              state="onlyIf"
              tag="家人代办才要"
              why="老人在手机上点同意，或在窗口、村里当面说一声。"
            />
          </MaterialTable>
        </Section>
        <Section id="how" title="怎么办，谁来办">
          <Steps
            steps={[
              { name: '您提交', line: '约5分钟。当场给您回执。' },
              { name: '柳桥镇受理', line: '2个工作日内。缺东西只会一次说清。' },
              { name: '临河区民政局决定', line: '3个工作日内。' },
              { name: '到账', line: '每月15日发放。从申请当月算起。' },
            ]}
          />
        </Section>
        <Section id="amounts" title="每月领多少">
          <Table
            caption="每月领多少"
            columns={[
              { key: 'age', name: '年龄' },
              { key: 'sum', name: '每月' },
            ]}
            rows={[
              { key: '80', cells: { age: '80至89周岁', sum: '60元' } },
              { key: '90', cells: { age: '90至99周岁', sum: '120元' } },
              { key: '100', cells: { age: '100周岁及以上', sum: '500元' } },
            ]}
          />
        </Section>
        <Section id="refused" title="没批准，或者不满意">
          <p>我们会写明理由和依据。您可以在60日内向临河区人民政府申请行政复议，也可以在6个月内向人民法院起诉。</p>
        </Section>
        <p className="src hint">
          第7版，2026年9月1日起用。网上、窗口、12345看到的都是这一版。<a href="/items/elder-allowance/basis">依据和编码</a>
        </p>
      </TwoColumns>
    </Page>
  );
}

export function questionSample(look: Look): ReactNode {
  const { lang } = look;
  return (
    <Page {...shell(look, '/items/elder-allowance/ask')} title="问题2，共2个 — 高龄津贴申领" frame="task" noindex>
      <BackLink href="/items/elder-allowance/ask?back=1" text="上一个问题" />
      <Question
        lang={lang}
        name="who"
        text="今天是谁来办？"
        parts={['今天是', '谁来办？']}
        over="高龄津贴申领，问题2，共2个"
        options={[
          { value: 'self', text: '老人自己办' },
          { value: 'family', text: '家里人替老人办', hint: '老人点个头就行，不用公证。' },
          { value: 'helper', text: '村里、社区的代办员来办', hint: '代办员可以上门。' },
        ]}
        notSure="unknown"
        chosen="family"
        why="家人来办，要老人知道并同意。问清楚了，就不会让您多交材料。"
        action="/items/elder-allowance/ask"
        submit="看我的清单"
      />
      <Answers lang={lang} answers={[{ question: '老人满80周岁了吗', answer: '满了', href: '?q=age' }]} />
    </Page>
  );
}

export function listSample(look: Look & { qr?: string }): ReactNode {
  const { lang, qr } = look;
  return (
    <Page {...shell(look, '/lists/482913')} title="您的清单 — 高龄津贴申领" frame="task" noindex>
      <BackLink href="/items/elder-allowance" text="高龄津贴申领" />
      <h1>
        <Words parts={['您只要准备', '1样']} />
      </h1>
      <p className="lead">哪个窗口都认这张清单。</p>
      <Answers
        lang={lang}
        answers={[
          { question: '年龄', answer: '老人满80周岁', href: '?q=age', short: true },
          { question: '谁来办', answer: '家里人替老人办', href: '?q=who', short: true },
        ]}
      />
      <BringList
        lang={lang}
        things={[{ name: '收津贴的银行卡卡号', icon: 'credit-card', hint: '老人名下的就行，社保卡也行。记得卡号就不用带卡。' }]}
      />
      <WaivedList
        lang={lang}
        things={[
          { name: '身份证', reason: '向公安核对。去窗口时带着，用来认人。' },
          { name: '户口簿', reason: '取不到时写一句承诺就行。' },
          { name: '代办授权书', reason: '老人手机上点同意，或当面说一声，不用写。' },
        ]}
      />
      <Section id="ways" title="怎么办都行">
        <p>
          <LinkButton href="/items/elder-allowance/apply" block>
            现在就在网上办
          </LinkButton>
        </p>
        <p className="hint">约5分钟。中途停下，换个地方也能接着办。</p>
        <ListNumber lang={lang} number="482913" days={30} qr={qr} />
        <div className="gap">
          <LinkList
            links={[
              { href: '/lists/482913/print', text: '打印大字版', icon: 'printer' },
              { href: '/places', text: '最近的窗口', icon: 'map-pin' },
              { href: 'tel:12345', text: '打12345报清单号办', icon: 'phone' },
            ]}
          />
        </div>
      </Section>
      <p className="hint gap">5个工作日办好，不收费。清单依据第7版办事指南。</p>
    </Page>
  );
}
