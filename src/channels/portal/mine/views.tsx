import { listViewsOf } from '#identity';
import { BackLink, Empty, Table } from '#kit/plain';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import { sameLooks } from './same-looks.ts';
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
            rows={sameLooks(views, lang).map((look, i) => ({
              key: String(i),
              cells: {
                at:
                  look.at.length === 1 ? (
                    look.at[0]
                  ) : (
                    <details>
                      <summary>{words.looks(look.day, look.at.length)}</summary>
                      <ul>
                        {look.at.map((at, n) => (
                          <li key={String(n)}>{at}</li>
                        ))}
                      </ul>
                    </details>
                  ),
                who: look.who,
                what: look.what,
                reason: look.reason,
              },
            }))}
          />
        )}
      </>,
    ),
  };
});
