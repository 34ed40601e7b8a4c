import type { ReactNode } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { Mark } from '../shell/mark.tsx';
import { dayWords, momentShort, relationWord } from '../words.ts';

/** What a person has to look at: whose desk, what is missing, the proposal, the parties. */
export function Points({ view }: { view: StaffCaseView }): ReactNode {
  return (
    <>
      <div className="ph">
        <h2>现在在谁手上</h2>
      </div>
      <ul className="ls">
        {view.desk.map((d) => (
          <li key={d.stepId}>
            <Mark kind="you">在办</Mark>
            <span>
              <b>{d.name.zh}</b>
            </span>
            <span className="s right">{d.whose === 'you' ? '申请人' : (d.office ?? '')}</span>
            <span className="s">
              {momentShort(d.since)}起{d.due !== null && `，最晚${dayWords(d.due)}`}
              {d.person !== null && `，${d.person}`}
            </span>
          </li>
        ))}
        {view.desk.length === 0 && <li>没有人在等，这件已经{view.stateName.zh}。</li>}
      </ul>
      {view.clocks.length > 0 && (
        <>
          <div className="ph">
            <h2>各方的时限</h2>
          </div>
          <ul className="ls bare">
            {view.clocks.map((k) => (
              <li key={k.id}>
                <span>
                  <b>{k.name.zh}</b>
                </span>
                <span className="s right">{clockStates[k.state]}</span>
                <span className="s">
                  {k.from.zh}起{k.days}
                  {k.unit === 'naturalDay' ? '天' : '个工作日'}
                  {k.due !== null && `，最晚${dayWords(k.due)}`}
                  {k.done !== null && `，${dayWords(k.done)}办好`}
                  {k.late && '，超过了'}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {view.rightsFrom !== null && view.rightsFrom.day !== null && <p>准予的，从{dayWords(view.rightsFrom.day)}起算。</p>}
      {view.proposal !== null && (
        <>
          <div className="ph">
            <h2>拟出的决定</h2>
          </div>
          <p>
            <b>{view.proposal.outcome === 'grant' ? '拟准予' : '拟不予'}</b>，{view.proposal.byName}
          </p>
          {view.proposal.words !== null && <p>{view.proposal.words}</p>}
        </>
      )}
      {view.missing.length > 0 && (
        <>
          <div className="ph">
            <h2>还缺的材料</h2>
            <span className="s">{view.missing.length}样</span>
          </div>
          <ul className="ls">
            {view.missing.map((m) => (
              <li key={m.materialId}>
                <Mark kind="warn">缺</Mark>
                <span>{m.name.zh}</span>
                <span className="chip">{m.promisable ? '可以先收后补' : '要有'}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {view.needed.length > 0 && (
        <>
          <div className="ph">
            <h2>等申请人做的</h2>
          </div>
          <ul className="ls">
            {view.needed.map((n) => (
              <li key={n.stepId}>
                <Mark kind="you">等</Mark>
                <span>{n.say}</span>
                <span className="s">{n.due === null ? '' : `到${dayWords(n.due)}`}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="ph">
        <h2>当事人</h2>
      </div>
      <ul className="ls bare">
        {view.parties.map((p) => (
          <li key={`${p.role}${p.partyId}`}>
            <span>
              <b>{p.name}</b>
            </span>
            <span className="s right">{roleWords[p.role] ?? p.role}</span>
            {p.relation !== null && <span className="s">申请人是他的{relationWord(p.relation)}</span>}
          </li>
        ))}
      </ul>
      {view.acceptedByYou && (
        <div className="guard">
          <b>这件是您受理的。</b>
          <br />
          决定要由另一位同事作出。
        </div>
      )}
    </>
  );
}

const clockStates: Record<StaffCaseView['clocks'][number]['state'], string> = {
  ahead: '还没开始',
  runs: '在走',
  stands: '停着',
  done: '办好了',
  off: '不再计时',
};

const roleWords: Record<string, string> = {
  applicant: '申请人',
  beneficiary: '受益人',
  agent: '代办人',
  guardian: '监护人',
  joint: '共同申请',
  thirdParty: '第三人',
  contact: '联系人',
};
