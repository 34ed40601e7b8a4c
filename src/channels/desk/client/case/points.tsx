import type { ReactNode } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { Mark } from '../shell/mark.tsx';
import { dayWords, many, momentShort, relationWord } from '../words.ts';
import { t, tell } from '../language.ts';

/** What a person has to look at: whose desk, what is missing, the proposal, the parties. */
export function Points({ view }: { view: StaffCaseView }): ReactNode {
  return (
    <>
      <div className="ph">
        <h2>{t('现在在谁手上', 'Who has it now')}</h2>
      </div>
      <ul className="ls">
        {view.desk.map((d) => (
          <li key={d.stepId}>
            <Mark kind="you">{t('在办', 'In work')}</Mark>
            <span>
              <b>{tell(d.name)}</b>
            </span>
            <span className="s right">{d.whose === 'you' ? t('申请人', 'Applicant') : (d.office ?? '')}</span>
            <span className="s">
              {t(`${momentShort(d.since)}起`, `since ${momentShort(d.since)}`)}
              {d.due !== null && t(`，最晚${dayWords(d.due)}`, `, due ${dayWords(d.due)}`)}
              {d.person !== null && t(`，${d.person}`, `, ${d.person}`)}
            </span>
          </li>
        ))}
        {view.desk.length === 0 && (
          <li>{t(`没有人在等，这件已经${tell(view.stateName)}。`, `Nobody waits. State of the case: ${tell(view.stateName)}.`)}</li>
        )}
      </ul>
      {view.clocks.length > 0 && (
        <>
          <div className="ph">
            <h2>{t('各方的时限', 'Time limits of each party')}</h2>
          </div>
          <ul className="ls bare">
            {view.clocks.map((k) => (
              <li key={k.id}>
                <span>
                  <b>{tell(k.name)}</b>
                </span>
                <span className="s right">{clockStates[k.state]}</span>
                <span className="s">{clockLine(k)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {view.rightsFrom !== null && view.rightsFrom.day !== null && (
        <p>{t(`准予的，从${dayWords(view.rightsFrom.day)}起算。`, `If granted, it counts from ${dayWords(view.rightsFrom.day)}.`)}</p>
      )}
      {view.proposal !== null && (
        <>
          <div className="ph">
            <h2>{t('拟出的决定', 'Proposed decision')}</h2>
          </div>
          <p>
            <b>{view.proposal.outcome === 'grant' ? t('拟准予', 'Grant proposed') : t('拟不予', 'Refusal proposed')}</b>
            {t('，', ', ')}
            {view.proposal.byName}
          </p>
          {view.proposal.words !== null && <p>{view.proposal.words}</p>}
        </>
      )}
      {view.missing.length > 0 && (
        <>
          <div className="ph">
            <h2>{t('还缺的材料', 'Documents still missing')}</h2>
            <span className="s">{many(view.missing.length, '样', 'document')}</span>
          </div>
          <ul className="ls">
            {view.missing.map((m) => (
              <li key={m.materialId}>
                <Mark kind="warn">{t('缺', 'Missing')}</Mark>
                <span>{tell(m.name)}</span>
                <span className="chip">{m.promisable ? t('可以先收后补', 'May follow') : t('要有', 'Needed')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {view.needed.length > 0 && (
        <>
          <div className="ph">
            <h2>{t('等申请人做的', 'What the applicant is to do')}</h2>
          </div>
          <ul className="ls">
            {view.needed.map((n) => (
              <li key={n.stepId}>
                <Mark kind="you">{t('等', 'Waiting')}</Mark>
                <span>{tell(n.say)}</span>
                <span className="s">{n.due === null ? '' : t(`到${dayWords(n.due)}`, `until ${dayWords(n.due)}`)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="ph">
        <h2>{t('当事人', 'Parties')}</h2>
      </div>
      <ul className="ls bare">
        {view.parties.map((p) => (
          <li key={`${p.role}${p.partyId}`}>
            <span>
              <b>{p.name}</b>
            </span>
            <span className="s right">{roleWords[p.role] ?? p.role}</span>
            {p.relation !== null && <span className="s">{applicantIs(relationWord(p.relation))}</span>}
          </li>
        ))}
      </ul>
      {view.acceptedByYou && (
        <div className="guard">
          <b>{t('这件是您受理的。', 'You accepted this case.')}</b>
          <br />
          {t('决定要由另一位同事作出。', 'The decision must be made by a colleague.')}
        </div>
      )}
    </>
  );
}

const applicantIs = (relation: string): string => t(`申请人是他的${relation}`, `The applicant is their ${relation}`);

/** From what a party's clock counts, how long, and what came of it. */
function clockLine(k: StaffCaseView['clocks'][number]): string {
  const days = k.unit === 'naturalDay' ? many(k.days, '天', 'day') : many(k.days, '个工作日', 'working day');
  const parts = [
    t(`${tell(k.from)}起${days}`, `${days} from: ${tell(k.from)}`),
    ...(k.due === null ? [] : [t(`最晚${dayWords(k.due)}`, `due ${dayWords(k.due)}`)]),
    ...(k.done === null ? [] : [t(`${dayWords(k.done)}办好`, `done ${dayWords(k.done)}`)]),
    ...(k.late ? [t('超过了', 'late')] : []),
  ];
  return parts.join(t('，', ', '));
}

const clockStates: Record<StaffCaseView['clocks'][number]['state'], string> = {
  ahead: t('还没开始', 'Not begun'),
  runs: t('在走', 'Running'),
  stands: t('停着', 'Stopped'),
  done: t('办好了', 'Done'),
  off: t('不再计时', 'No longer counted'),
};

const roleWords: Record<string, string> = {
  applicant: t('申请人', 'Applicant'),
  beneficiary: t('受益人', 'Beneficiary'),
  agent: t('代办人', 'Agent'),
  guardian: t('监护人', 'Guardian'),
  joint: t('共同申请', 'Joint applicant'),
  thirdParty: t('第三人', 'Third party'),
  contact: t('联系人', 'Contact'),
};
