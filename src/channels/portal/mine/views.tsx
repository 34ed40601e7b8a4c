import { listViewsOf } from '#identity';
import { BackLink, Empty, sayMoment, Table } from '#kit/plain';
import { say } from '#platform/text';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import { mineWords } from './words.ts';

/** 谁看过我的信息: who, when, what, why (I9). */
export const viewsPage = page('GET', '/my/views', 'me.read', async ({ visitor, house, query }) => {
  const { lang } = visitor;
  const words = mineWords(lang);
  const me = visitor.actor.forPartyId ?? visitor.actor.personId ?? '';
  const views = (await listViewsOf(house, me)).filter((v) => query['case'] === undefined || v.caseId === query['case']);
  return {
    draw: frame(
      visitor,
      house,
      { title: words.views, current: 'mine', noindex: true },
      <>
        <BackLink href="/my" text={words.title} />
        <h1>{words.views}</h1>
        <p className="lead">{words.whoLookedLead}</p>
        {views.length === 0 ? (
          <Empty title={words.nobody} />
        ) : (
          <Table
            columns={[
              { key: 'at', name: lang === 'zh' ? '时间' : 'When' },
              { key: 'who', name: lang === 'zh' ? '谁' : 'Who' },
              { key: 'what', name: lang === 'zh' ? '看了什么' : 'What' },
              { key: 'reason', name: words.why },
            ]}
            rows={views.map((v, i) => ({
              key: String(i),
              cells: {
                at: sayMoment(new Date(v.at), lang),
                who: [v.organ, v.who].filter(Boolean).join(lang === 'zh' ? '，' : ', '),
                what: say(v.what, lang),
                reason: v.reason,
              },
            }))}
          />
        )}
      </>,
    ),
  };
});
