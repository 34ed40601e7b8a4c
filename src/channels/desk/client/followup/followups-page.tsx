import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { Lamp } from '#kit/plain';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { dayShort, doorWords } from '../words.ts';
import { followupsQuery, groundNames, levelNames, patternsQuery, reasonNames, stageNames } from './followup.ts';

/** 回访: low ratings of this region, the most urgent first, and patterns that ask for a look. */
export function FollowupsPage(): ReactNode {
  const [which, setWhich] = useState<'open' | 'ended'>('open');
  const list = useQuery(followupsQuery(which));
  useEffect(() => {
    document.title = '回访 — 工作台';
  }, []);
  const rows = list.data?.rows ?? [];
  return (
    <main className="pane calm" id="main" tabIndex={-1}>
      <h1>回访</h1>
      <p className="s">打了低分的，一件一件回电话、答复。打过的分谁也改不了，这里办的都记在旁边。</p>
      <p className="filter">
        <button type="button" className="b" aria-pressed={which === 'open'} onClick={() => setWhich('open')}>
          要办的
        </button>
        <button type="button" className="b" aria-pressed={which === 'ended'} onClick={() => setWhich('ended')}>
          办完的
        </button>
      </p>
      <ProblemNotice error={list.error} />
      {list.isPending && <Waiting what="正在取回访…" />}
      {list.data !== undefined && rows.length === 0 && (
        <p role="status">{which === 'open' ? '现在没有要回访的。' : '还没有办完的回访。'}</p>
      )}
      {rows.length > 0 && (
        <div className="scrollx" tabIndex={0} role="region" aria-label="回访，可左右滚动">
          <table>
            <caption className="vh">回访{rows.length}件</caption>
            <thead>
              <tr>
                <th scope="col">期限</th>
                <th scope="col">办什么事</th>
                <th scope="col">打的分</th>
                <th scope="col">说的是</th>
                <th scope="col">打分的人</th>
                <th scope="col">被评的人</th>
                <th scope="col">从哪儿打的</th>
                <th scope="col">到哪一步</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    {row.stage === 'answered' ? (
                      <Lamp kind="done">已答复</Lamp>
                    ) : (
                      <Lamp kind={row.late ? 'over' : 'ok'}>
                        {row.late ? '超期' : '最晚'}
                        {dayShort(row.dueOn)}
                      </Lamp>
                    )}
                  </td>
                  <td>
                    <Link to="/followups/$id" params={{ id: row.id }}>
                      {row.itemName ?? '窗口服务'}
                    </Link>
                  </td>
                  <td>{levelNames[row.level]}</td>
                  <td>{row.reasons.map((r) => reasonNames[r] ?? r).join('、')}</td>
                  <td>{row.rater}</td>
                  <td>{row.ratedPerson ?? row.organ ?? ''}</td>
                  <td>{doorWords[row.door] ?? row.door}</td>
                  <td>
                    {stageNames[row.stage]}
                    {row.missed > 0 && row.stage === 'toCall' && `，${row.missed}天没人接`}
                    {row.appeal !== null && row.appeal.upheld === null && `，有申诉（${groundNames[row.appeal.ground]}）`}
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
  allPraise: (count) => `${count}次全是「非常满意」`,
  allRated: (count, of) => `${of}次服务有${count}次打了分，几乎人人都打`,
  oneDevice: (count) => `同一台设备一天打了${count}次`,
  seconds: (count, of) => `${of}次里有${count}次是办完不到半分钟就打的`,
};

/** What looks made rather than given: a reason to look, no verdict. */
function Patterns(): ReactNode {
  const found = useQuery(patternsQuery);
  if (found.data === undefined) return <ProblemNotice error={found.error} />;
  return (
    <section aria-labelledby="patterns">
      <h2 id="patterns">值得看一看的</h2>
      {found.data.rows.length === 0 ? (
        <p className="s">近一百天的评价里没有看着不自然的。</p>
      ) : (
        <ul>
          {found.data.rows.map((row) => (
            <li key={`${row.kind}${row.organ}${row.person}`}>
              {[row.organ, row.person].filter(Boolean).join('，')}：{patternWords[row.kind]?.(row.count, row.of)}。
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
