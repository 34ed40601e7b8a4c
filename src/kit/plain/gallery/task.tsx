import type { ReactNode } from 'react';
import { BackLink } from '../breadcrumb/breadcrumb.tsx';
import { DeedForm, LinkButton, NextLinks } from '../button/button.tsx';
import { Empty } from '../empty/empty.tsx';
import { ErrorPage } from '../error-page/error-page.tsx';
import { ErrorSummary } from '../form/error-summary.tsx';
import { errorLinks } from '../form/form-fields.tsx';
import { FormRenderer } from '../form/form-renderer.tsx';
import type { FormError } from '../form/form.format.ts';
import { Lamp } from '../lamp/lamp.tsx';
import { Notice } from '../notice/notice.tsx';
import { Page } from '../page/page.tsx';
import { PaperView } from '../paper-view/paper-view.tsx';
import { Rating } from '../rating/rating.tsx';
import { Receipt } from '../receipt/receipt.tsx';
import { Review } from '../review/review.tsx';
import { Section } from '../section/section.tsx';
import { Slip } from '../slip/slip.tsx';
import { StepBar } from '../step-bar/step-bar.tsx';
import { LongNumber, Words } from '../text/words.tsx';
import { Clock, NowBox, Timeline } from '../timeline/timeline.tsx';
import { sampleForm, sampleValues } from './sample-form.ts';
import { type Look, shell } from './shell.ts';

const errors: FormError[] = [
  { field: 'card', say: '这家银行的卡号是19位，您填了18位。请对着卡再看一遍。', short: '银行卡号少1位' },
  { field: 'until.d', say: '2027年2月没有30日，最后一天是28日。', short: '2027年2月没有30日' },
  { field: 'photo', say: '照片里看不清签名。请靠近些、避开反光再拍一张。', short: '照片看不清签名' },
];
const steps = [{ text: '老人信息', href: '?step=person' }, { text: '授权和收款' }, { text: '核对提交' }];

export function formErrorsSample(look: Look): ReactNode {
  const { lang } = look;
  return (
    <Page {...shell(look, '/drafts/1/money')} title="授权和收款 — 高龄津贴申领" errors={errors.length} frame="task" noindex>
      <BackLink href="?step=person" text="上一步" />
      <StepBar lang={lang} steps={steps} current={1} />
      <ErrorSummary lang={lang} items={errorLinks(sampleForm, errors, lang)} safe="其余的都已经存好。" />
      <h1>授权和收款</h1>
      <FormRenderer
        lang={lang}
        form={sampleForm}
        step="money"
        values={sampleValues}
        raw={{ card: '6217 8600 0031 4402 59', 'until.y': '2027', 'until.m': '2', 'until.d': '30', phone: '13800004417' }}
        errors={errors}
        sources={{
          elder: '公安人口库，今天10:21核对',
          elderId: '公安人口库，今天10:21核对',
          helper: '您登录时已实名',
          phone: '您的账号里登记的',
        }}
        files={{ photo: [{ id: 'f1', name: '签名.jpg', note: '已缩到1.2 MB，已上传' }] }}
        action="/drafts/1/money"
        saved="10:32已存好。换手机、去窗口都能接着填。"
      />
    </Page>
  );
}

export function everyFieldSample(look: Look): ReactNode {
  const { lang } = look;
  return (
    <Page {...shell(look, '/drafts/1/every')} title="每一种格子" frame="task" noindex>
      <StepBar lang={lang} steps={[...steps, { text: '家里人' }, { text: '确认' }]} current={3} />
      <h1>每一种格子</h1>
      <FormRenderer
        lang={lang}
        form={sampleForm}
        step="every"
        values={sampleValues}
        errors={[
          { field: 'family[1].born.m', say: '月份只有1到12。' },
          { field: 'alone', say: '请选是或不是。' },
        ]}
        regions={{
          live: {
            counties: [
              { value: '329901', text: '临河区' },
              { value: '329902', text: '云东区' },
            ],
            towns: [{ value: '329901101', text: '柳桥镇' }],
            villages: [{ value: '329901101201', text: '荷塘村' }],
          },
        }}
        action="/drafts/1/every"
      />
    </Page>
  );
}

export function reviewSample(look: Look): ReactNode {
  const { lang } = look;
  return (
    <Page {...shell(look, '/drafts/1/review')} title="核对提交 — 高龄津贴申领" frame="task" noindex>
      <BackLink href="?step=money" text="上一步" />
      <h1>核对提交</h1>
      <Review
        lang={lang}
        rows={[
          { name: '老人', value: '陈桂兰', source: '公安人口库' },
          { name: '收款卡', value: '**** 4259', href: '?step=money' },
          { name: '结果', value: '短信，另寄大字信', href: '?step=money' },
          { name: '门牌', value: '', href: '?step=person' },
        ]}
      />
      <Notice tone="info" title="交了以后还能改">
        <p>受理以前，您可以撤回再改。</p>
      </Notice>
      <Receipt lang={lang} number="329901-261118-20-0041203-K">
        <p>11月20日前告诉您收不收。不用留着这页，短信已发。</p>
      </Receipt>
      <Empty title="没有待办。">
        <p className="hint">您交过的都办完了。</p>
      </Empty>
    </Page>
  );
}

export function timelineSample(look: Look): ReactNode {
  const { lang } = look;
  return (
    <Page {...shell(look, '/my/a')} title="办到哪儿了 — 高龄津贴申领" frame="task" noindex current="cases">
      <BackLink href="/my" text="我的办件" />
      <h1>
        <Words parts={['高龄', '津贴', '申领']} />
      </h1>
      <p className="hint">
        替母亲陈桂兰办。
        <br />
        办件号
        <LongNumber value="329901-261118-20-0041203-K" />
      </p>
      <NowBox
        who="现在在临河区民政局，王海涛手上。"
        parts={['现在在', '临河区民政局，', '王海涛', '手上。']}
        until={
          <>
            最晚<b>11月27日（周五）</b>办好。
          </>
        }
      >
        <Clock lang={lang} day={2} of={5} lamp="ok" />
      </NowBox>
      <p className="hint gap">您现在什么都不用做。有变化，我们发短信到尾号4417。</p>
      <Section id="past" title="经过">
        <Timeline
          label="经过"
          events={[
            { key: '5', todo: true, lamp: 'you', name: '到账', line: '批准后，每月15日发放' },
            { key: '4', lamp: 'ok', name: '临河区民政局在审核', when: '11月24日09:05起' },
            {
              key: '3',
              lamp: 'done',
              name: '柳桥镇受理，开始计时',
              when: '11月20日09:12在3号窗口，李雯',
              line: '在窗口接着办，一个字没重填',
              links: [{ href: '/papers/1', text: '受理通知书' }],
            },
            { key: '2', lamp: 'done', name: '您母亲同意您代办', when: '11月19日16:52，电话里说的' },
            { key: '1', lamp: 'done', name: '您开始填', when: '11月18日20:31，手机上' },
          ]}
        />
      </Section>
      <Section id="rate" title="给受理这一步打分">
        <Rating
          lang={lang}
          action="/ratings"
          reasons={[
            { value: 'wait', text: '等太久' },
            { value: 'clear', text: '说得清楚' },
          ]}
        />
      </Section>
      <Section id="else" title="您还可以">
        <NextLinks
          links={[
            { href: '/my/a/seen', text: '看谁看过我的信息（3次）' },
            { href: '/my/a/withdraw', text: '撤回这次申请' },
          ]}
        />
        <div className="gap">
          <DeedForm action="/my/a/withdraw" look="danger" hidden={{ _key: 'x' }}>
            撤回这次申请
          </DeedForm>
        </div>
      </Section>
      <Section id="lamps" title="灯">
        <p className="acts">
          <Lamp kind="ok">剩3天</Lamp> <Lamp kind="warn">今天到期</Lamp> <Lamp kind="bad">超期2天</Lamp>{' '}
          <Lamp kind="over">法定超期1天</Lamp> <Lamp kind="still">停表，专家评审</Lamp> <Lamp kind="you">等您补材料</Lamp>{' '}
          <Lamp kind="done">办结</Lamp>
        </p>
        <Clock lang={lang} day={7} of={20} lamp="still" say="停表，专家评审" stopped />
      </Section>
      <PaperView
        lang={lang}
        title="受理通知书"
        number="云临民受〔2026〕00412号"
        to="陈桂兰："
        paragraphs={[
          '您于2026年11月20日申请的高龄津贴申领，材料齐全、符合法定形式，我们已受理。',
          '我们将在5个工作日内办好，最晚2026年11月27日。查进度：打12345报办件号，或到任何一个窗口。',
        ]}
        organ="临河区民政局"
        date="2026年11月20日"
        sample
      />
    </Page>
  );
}

export function errorSample(look: Look): ReactNode {
  return (
    <Page {...shell(look, '/items/x')} title="省库现在连不上" frame="task" noindex>
      <ErrorPage
        lang={look.lang}
        wrong="省库现在连不上"
        detail="不是您的问题，是我们和省里的线路断了。"
        safe="您填的都在。连上以后自动核对，最晚明天9点短信告诉您。"
        next={[
          { text: '回到我的办件', href: '/my' },
          { text: '急用可以去最近的窗口', href: '/places' },
        ]}
        telephone="12345"
        reference="故障编号7F3K-20A1"
      />
      <p className="gap">
        <LinkButton href="/" look="ghost">
          回首页
        </LinkButton>
      </p>
    </Page>
  );
}

export function slipSample(look: Look & { qr?: string; paper?: 'a5' | 'strip'; large?: boolean }): ReactNode {
  return (
    <Slip
      lang={look.lang}
      styles={look.styles}
      cityName="云渚通办"
      item="高龄津贴申领"
      parts={['高龄', '津贴', '申领']}
      who="陈桂*，家人周建*代办"
      number="482913"
      qr={look.qr}
      printed="2026年11月20日09:02"
      bring={[{ name: '收津贴的银行卡卡号', hint: '老人名下的，社保卡也行。记得卡号就不用带卡。' }]}
      waived={[
        { name: '身份证', hint: '去窗口时带着，用来认人' },
        { name: '户口簿' },
        { name: '代办授权书', hint: '老人电话里说一声就行' },
      ]}
      where="柳桥镇便民服务中心，柳桥街18号，一楼。周一到周六8:30至17:30，中午不休息"
      cannotGo="荷塘村代办员吴秀英上门，或打12345报清单号"
      howLong="受理后5个工作日办好，不收费"
      foot="30天内有效。没有这张纸也能办，不用先预约。办事指南第7版，网上、窗口、电话都是这一版。"
      paper={look.paper}
      large={look.large}
    />
  );
}
