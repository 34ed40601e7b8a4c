import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { Lamp } from '#kit/plain';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { dayShort, doorWords } from '../words.ts';
import { followupsQuery, groundNames, levelNames, patternsQuery, reasonNames, stageNames } from './followup.ts';
import { list, t } from '../language.ts';

/** 回访: low ratings of this region, the most urgent first, and patterns that ask for a look. */
export function FollowupsPage(): ReactNode {
  const [which, setWhich] = useState<'open' | 'ended'>('open');
  const found = useQuery(followupsQuery(which));
  useEffect(() => {
    document.title = t('回访 — 工作台', 'Follow-ups — Desk');
  }, []);
  const rows = found.data?.rows ?? [];
  return (
    <main className="pane calm" id="main" tabIndex={-1}>
      <h1>{t('回访', 'Follow-ups')}</h1>
      <p className="s">
        {t(
          '打了低分的，一件一件回电话、答复。打过的分谁也改不了，这里办的都记在旁边。',
          'Every low rating is called back and answered, one by one. Nobody can change a rating; what is done here is noted beside it.',
        )}
      </p>
      <p className="filter">
        <button type="button" className="b" aria-pressed={which === 'open'} onClick={() => setWhich('open')}>
          {t('要办的', 'To do')}
        </button>
        <button type="button" className="b" aria-pressed={which === 'ended'} onClick={() => setWhich('ended')}>
          {t('办完的', 'Done')}
        </button>
      </p>
      <ProblemNotice error={found.error} />
      {found.isPending && <Waiting what={t('正在取回访…', 'Getting the follow-ups…')} />}
      {found.data !== undefined && rows.length === 0 && (
        <p role="status">
          {which === 'open' ? t('现在没有要回访的。', 'No follow-up waits now.') : t('还没有办完的回访。', 'No follow-up is done yet.')}
        </p>
      )}
      {rows.length > 0 && (
        <div className="scrollx" tabIndex={0} role="region" aria-label={t('回访，可左右滚动', 'Follow-ups, scrolls sideways')}>
          <table>
            <caption className="vh">{t(`回访${rows.length}件`, `Follow-ups: ${rows.length}`)}</caption>
            <thead>
              <tr>
                <th scope="col">{t('期限', 'Due')}</th>
                <th scope="col">{t('办什么事', 'Service')}</th>
                <th scope="col">{t('打的分', 'Rating')}</th>
                <th scope="col">{t('说的是', 'About')}</th>
                <th scope="col">{t('打分的人', 'Rater')}</th>
                <th scope="col">{t('被评的人', 'Person rated')}</th>
                <th scope="col">{t('从哪儿打的', 'Rated at')}</th>
                <th scope="col">{t('到哪一步', 'Stage')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    {row.stage === 'answered' ? (
                      <Lamp kind="done">{t('已答复', 'Answered')}</Lamp>
                    ) : (
                      <Lamp kind={row.late ? 'over' : 'ok'}>
                        {row.late ? t('超期', 'Overdue ') : t('最晚', 'Due ')}
                        {dayShort(row.dueOn)}
                      </Lamp>
                    )}
                  </td>
                  <td>
                    <Link to="/followups/$id" params={{ id: row.id }}>
                      {row.itemName ?? t('窗口服务', 'Service at a window')}
                    </Link>
                  </td>
                  <td>{levelNames[row.level]}</td>
                  <td>{list(row.reasons.map((r) => reasonNames[r] ?? r))}</td>
                  <td>{row.rater}</td>
                  <td>{row.ratedPerson ?? row.organ ?? ''}</td>
                  <td>{doorWords[row.door] ?? row.door}</td>
                  <td>
                    {stageNames[row.stage]}
                    {row.missed > 0 && row.stage === 'toCall' && t(`，${row.missed}天没人接`, `, no answer on ${row.missed} d`)}
                    {row.appeal !== null &&
                      row.appeal.upheld === null &&
                      t(`，有申诉（${groundNames[row.appeal.ground]}）`, `, appeal (${groundNames[row.appeal.ground]})`)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Patterns />
    </main>
  );
}

const patternWords: Record<string, (count: number, of: number) => string> = {
  allPraise: (count) => t(`${count}次全是「非常满意」`, `all ${count} “very satisfied”`),
  allRated: (count, of) => t(`${of}次服务有${count}次打了分，几乎人人都打`, `${count} of ${of} visits rated, almost everybody`),
  oneDevice: (count) => t(`同一台设备一天打了${count}次`, `${count} ratings from one device in a day`),
  seconds: (count, of) => t(`${of}次里有${count}次是办完不到半分钟就打的`, `${count} of ${of} rated within half a minute of the end`),
};

/** What looks made rather than given: a reason to look, no verdict. */
function Patterns(): ReactNode {
  const found = useQuery(patternsQuery);
  if (found.data === undefined) return <ProblemNotice error={found.error} />;
  return (
    <section aria-labelledby="patterns">
      <h2 id="patterns">{t('值得看一看的', 'Worth a look')}</h2>
      {found.data.rows.length === 0 ? (
        <p className="s">{t('近一百天的评价里没有看着不自然的。', 'Nothing in the ratings of the last hundred days looks unnatural.')}</p>
      ) : (
        <ul>
          {found.data.rows.map((row) => (
            <li key={`${row.kind}${row.organ}${row.person}`}>
              {[row.organ, row.person].filter(Boolean).join(t('，', ', '))}
              {t('：', ': ')}
              {patternWords[row.kind]?.(row.count, row.of)}
              {t('。', '.')}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
