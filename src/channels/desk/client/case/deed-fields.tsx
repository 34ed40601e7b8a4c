import type { ReactNode } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import type { Text } from '#platform/text';
import { beginnings, type Choice, grounds, leavesChoices } from './grounds.ts';
import { Lacks } from './lacks.tsx';
import { Words } from './written.tsx';
import { t, tell } from '../language.ts';

const delivery: Choice[] = [
  { value: 'handedOver', name: t('当面交了', 'Handed over in person') },
  { value: 'posted', name: t('寄出，已签收', 'Posted and signed for') },
  { value: 'electronic', name: t('电子送达', 'Served electronically') },
];

/** The request body of a deed from its dialog. */
export function bodyOf(verb: string, form: FormData): Record<string, unknown> {
  const text = (name: string): string | undefined => {
    const value = form.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const body: Record<string, unknown> = {};
  for (const name of [
    'reason',
    'note',
    'ground',
    'outcome',
    'kind',
    'expectedEnd',
    'leaves',
    'how',
    'to',
    'tracking',
    'organId',
    'personId',
    'due',
    'proposes',
  ]) {
    const value = text(name);
    if (value !== undefined) body[name] = value;
  }
  const targets = form.getAll('target').map(String);
  if (targets.length > 0 || verb === 'issueCorrection' || verb === 'requestSupplement') {
    const items = targets
      .map((target) => ({
        kind: target.startsWith('material:') ? 'material' : 'field',
        target: target.replace(/^\w+:/, ''),
        say: text(`say:${target}`) ?? '',
      }))
      .filter((item) => item.say !== '');
    const other = text('say:other');
    body['items'] = other === undefined ? items : [...items, { kind: 'other', target: 'other', say: other }];
  }
  if (verb === 'acceptWithPromise') body['materials'] = form.getAll('promise').map(String);
  if (verb === 'recheck') body['right'] = form.get('right') === 'yes';
  return body;
}

/** The inputs a deed needs; nothing more. */
export function DeedFields({
  verb,
  stepId,
  view,
  outcome,
  setOutcome,
  reason = '',
}: {
  verb: string;
  stepId: string | null;
  view: StaffCaseView;
  outcome: 'grant' | 'refuse';
  setOutcome: (o: 'grant' | 'refuse') => void;
  reason?: string | undefined;
}): ReactNode {
  switch (verb) {
    case 'issueCorrection':
    case 'requestSupplement':
      return <Lacks view={view} />;
    case 'acceptWithPromise':
      return (
        <>
          <fieldset>
            <legend>{t('哪些先收后补', 'Which documents may follow')}</legend>
            {view.missing
              .filter((m) => m.promisable)
              .map((m) => (
                <label key={m.materialId} className="chk">
                  <input type="checkbox" name="promise" value={m.materialId} defaultChecked />
                  {tell(m.name)}
                </label>
              ))}
          </fieldset>
          <Line name="due" label={t('最晚哪天交（不写就按事项规定）', 'To be handed in by (empty: as the service says)')} type="date" />
        </>
      );
    case 'decide':
    case 'proposeDecision':
      return (
        <>
          <fieldset>
            <legend>{t('决定', 'Decision')}</legend>
            {(['grant', 'refuse'] as const).map((word) => (
              <label key={word} className="chk">
                <input type="radio" name="outcome" value={word} checked={outcome === word} onChange={() => setOutcome(word)} />
                {word === 'grant' ? t('准予', 'Grant') : t('不予', 'Refuse')}
              </label>
            ))}
          </fieldset>
          <Words
            name="reason"
            label={
              outcome === 'refuse'
                ? t('理由（申请人会读到）', 'Reason (the applicant will read it)')
                : t('理由（可以不写，申请人会读到）', 'Reason (optional; the applicant will read it)')
            }
            required={outcome === 'refuse'}
            initial={reason}
          />
        </>
      );
    case 'pause':
      return (
        <>
          <Choices name="kind" legend={t('哪种特别程序', 'Which special procedure')} choices={pauseKinds(view)} />
          <Line name="expectedEnd" label={t('预计哪天结束', 'Expected to end on')} type="date" />
          <Words name="reason" label={t('理由（申请人会读到）', 'Reason (the applicant will read it)')} required />
        </>
      );
    case 'recordDelivery':
      return (
        <>
          <Choices name="how" legend={t('怎么送到的', 'How it was delivered')} choices={delivery} />
          <Line name="to" label={t('谁签收的（写进送达回证）', 'Who signed for it (goes into the proof of service)')} type="text" />
          <Line name="tracking" label={t('邮件号（寄出时写）', 'Tracking number (when posted)')} type="text" />
        </>
      );
    case 'transfer':
    case 'assignOffice':
      return (
        <>
          <Pick
            name="organId"
            label={verb === 'transfer' ? t('移送给哪个部门', 'Transfer to which office') : t('分给哪个部门办', 'Which office is to do it')}
            choices={view.choices.offices.map((o) => ({ value: o.organId, name: o.name }))}
            none={t(
              '本市没有别的部门办这件事项，不能移送。',
              'No other office of the city does this service, so it cannot be transferred.',
            )}
          />
          {verb === 'transfer' ? (
            <Words name="reason" label={t('理由（申请人会读到）', 'Reason (the applicant will read it)')} required />
          ) : (
            <Words name="note" label={t('备注（可以不写）', 'Note (optional)')} />
          )}
        </>
      );
    case 'assign':
      return (
        <>
          <Pick
            name="personId"
            label={t('指定谁来办', 'Who is to do it')}
            choices={view.choices.people.filter((p) => p.stepId === stepId).map((p) => ({ value: p.personId, name: p.name }))}
            none={t('办这一步的部门里没有别人有这样的岗位。', 'Nobody else in the office of this step has such a post.')}
          />
          <Words name="reason" label={t('理由', 'Reason')} required />
        </>
      );
    case 'supersedeDecision':
      return (
        <>
          <Choices name="ground" legend={t('因为什么', 'Ground')} choices={grounds['supersedeDecision'] ?? []} />
          <Choices name="leaves" legend={t('改成什么', 'What it becomes')} choices={leavesChoices} />
          <Words name="reason" label={t('理由（申请人会读到）', 'Reason (the applicant will read it)')} required />
        </>
      );
    case 'refuseAcceptance':
    case 'terminate':
      return (
        <>
          <Choices name="ground" legend={t('因为什么', 'Ground')} choices={grounds[verb] ?? []} chosen={prefillReason} />
          <Words
            name="reason"
            label={t('写明理由和接下来怎么办（申请人会读到）', 'The reason and what to do next (the applicant will read it)')}
            required
          />
        </>
      );
    case 'recheck':
      return (
        <>
          <Choices
            name="right"
            legend={t('复核结果', 'Result of the recheck')}
            choices={[
              { value: 'yes', name: t('办得对', 'It was right') },
              { value: 'no', name: t('有问题', 'There is a problem') },
            ]}
          />
          <Words name="note" label={t('说明', 'Explanation')} />
        </>
      );
    case 'returnStep':
    case 'askExtension':
    case 'extend':
    case 'declineExtension':
    case 'askWindow':
    case 'sendBackProposal':
    case 'close':
      return (
        <Words
          name="reason"
          label={verb === 'askWindow' ? t('请窗口核实什么', 'What the window is to check') : t('理由', 'Reason')}
          required
        />
      );
    case 'withdraw':
      return <Words name="note" label={t('申请人说的原因（可以不写）', 'The applicant’s reason (optional)')} />;
    default:
      return <Words name="note" label={t('备注（可以不写）', 'Note (optional)')} />;
  }
}

function pauseKinds(view: StaffCaseView): Choice[] {
  const regime = view.regime as { pauses?: { kind: string; name?: Text | string }[] };
  return (regime.pauses ?? []).map((p) => ({
    value: p.kind,
    name: typeof p.name === 'string' ? p.name : (tell(p.name) ?? kindWords[p.kind] ?? p.kind),
  }));
}
const kindWords: Record<string, string> = {
  publicity: t('公示', 'public notice'),
  expert: t('专家评审', 'expert review'),
  hearing: t('听证', 'hearing'),
  inspection: t('检验', 'inspection'),
  test: t('检测', 'test'),
  survey: t('现场勘查', 'site survey'),
  appraisal: t('鉴定', 'appraisal'),
  auction: t('拍卖', 'auction'),
  tender: t('招标', 'tender'),
  quarantine: t('检疫', 'quarantine'),
};

function prefillReason(ground: string, form: HTMLFormElement | null): void {
  const box = form?.elements.namedItem('reason');
  if (!(box instanceof HTMLTextAreaElement)) return;
  if (box.value.trim() === '' || Object.values(beginnings).includes(box.value)) {
    box.value = beginnings[ground] ?? '';
    box.lang = 'zh-CN';
  }
}

function Choices({
  name,
  legend,
  choices,
  chosen,
}: {
  name: string;
  legend: string;
  choices: Choice[];
  chosen?: (value: string, form: HTMLFormElement | null) => void;
}): ReactNode {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {choices.map((c, n) => (
        <label key={c.value} className="chk">
          <input
            type="radio"
            name={name}
            value={c.value}
            required
            data-first={chosen === undefined || n > 0 ? undefined : ''}
            onChange={(event) => chosen?.(c.value, event.target.form)}
          />
          {c.name}
        </label>
      ))}
      {choices.length === 0 && (
        <p>
          {t(
            '这件事项的程序里没有可选的情形，不能这样办。',
            'The procedure of this service has nothing to choose here, so this cannot be done.',
          )}
        </p>
      )}
    </fieldset>
  );
}

function Pick({ name, label, choices, none }: { name: string; label: string; choices: Choice[]; none: string }): ReactNode {
  if (choices.length === 0) return <p>{none}</p>;
  return (
    <p className="field">
      <label htmlFor={`d-${name}`}>{label}</label>
      <select id={`d-${name}`} name={name} className="inp" required defaultValue="">
        <option value="" disabled>
          {t('请选', 'Please choose')}
        </option>
        {choices.map((c) => (
          <option key={c.value} value={c.value}>
            {c.name}
          </option>
        ))}
      </select>
    </p>
  );
}

function Line({ name, label, type }: { name: string; label: string; type: string }): ReactNode {
  return (
    <p className="field">
      <label htmlFor={`d-${name}`}>{label}</label>
      <input id={`d-${name}`} name={name} className="inp" type={type} />
    </p>
  );
}
