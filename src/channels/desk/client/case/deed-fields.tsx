import type { ReactNode } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { beginnings, type Choice, grounds, leavesChoices } from './grounds.ts';
import { Lacks } from './lacks.tsx';
import { Words } from './written.tsx';

const delivery: Choice[] = [
  { value: 'handedOver', name: '当面交了' },
  { value: 'posted', name: '寄出，已签收' },
  { value: 'electronic', name: '电子送达' },
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
            <legend>哪些先收后补</legend>
            {view.missing
              .filter((m) => m.promisable)
              .map((m) => (
                <label key={m.materialId} className="chk">
                  <input type="checkbox" name="promise" value={m.materialId} defaultChecked />
                  {m.name.zh}
                </label>
              ))}
          </fieldset>
          <Line name="due" label="最晚哪天交（不写就按事项规定）" type="date" />
        </>
      );
    case 'decide':
    case 'proposeDecision':
      return (
        <>
          <fieldset>
            <legend>决定</legend>
            {(['grant', 'refuse'] as const).map((word) => (
              <label key={word} className="chk">
                <input type="radio" name="outcome" value={word} checked={outcome === word} onChange={() => setOutcome(word)} />
                {word === 'grant' ? '准予' : '不予'}
              </label>
            ))}
          </fieldset>
          <Words
            name="reason"
            label={outcome === 'refuse' ? '理由（申请人会读到）' : '理由（可以不写，申请人会读到）'}
            required={outcome === 'refuse'}
            initial={reason}
          />
        </>
      );
    case 'pause':
      return (
        <>
          <Choices name="kind" legend="哪种特别程序" choices={pauseKinds(view)} />
          <Line name="expectedEnd" label="预计哪天结束" type="date" />
          <Words name="reason" label="理由（申请人会读到）" required />
        </>
      );
    case 'recordDelivery':
      return (
        <>
          <Choices name="how" legend="怎么送到的" choices={delivery} />
          <Line name="to" label="谁签收的（写进送达回证）" type="text" />
          <Line name="tracking" label="邮件号（寄出时写）" type="text" />
        </>
      );
    case 'transfer':
    case 'assignOffice':
      return (
        <>
          <Pick
            name="organId"
            label={verb === 'transfer' ? '移送给哪个部门' : '分给哪个部门办'}
            choices={view.choices.offices.map((o) => ({ value: o.organId, name: o.name }))}
            none="本市没有别的部门办这件事项，不能移送。"
          />
          {verb === 'transfer' ? (
            <Words name="reason" label="理由（申请人会读到）" required />
          ) : (
            <Words name="note" label="备注（可以不写）" />
          )}
        </>
      );
    case 'assign':
      return (
        <>
          <Pick
            name="personId"
            label="指定谁来办"
            choices={view.choices.people.filter((p) => p.stepId === stepId).map((p) => ({ value: p.personId, name: p.name }))}
            none="办这一步的部门里没有别人有这样的岗位。"
          />
          <Words name="reason" label="理由" required />
        </>
      );
    case 'supersedeDecision':
      return (
        <>
          <Choices name="ground" legend="因为什么" choices={grounds['supersedeDecision'] ?? []} />
          <Choices name="leaves" legend="改成什么" choices={leavesChoices} />
          <Words name="reason" label="理由（申请人会读到）" required />
        </>
      );
    case 'refuseAcceptance':
    case 'terminate':
      return (
        <>
          <Choices name="ground" legend="因为什么" choices={grounds[verb] ?? []} chosen={prefillReason} />
          <Words name="reason" label="写明理由和接下来怎么办（申请人会读到）" required />
        </>
      );
    case 'recheck':
      return (
        <>
          <Choices
            name="right"
            legend="复核结果"
            choices={[
              { value: 'yes', name: '办得对' },
              { value: 'no', name: '有问题' },
            ]}
          />
          <Words name="note" label="说明" />
        </>
      );
    case 'returnStep':
    case 'extend':
    case 'askWindow':
    case 'sendBackProposal':
    case 'close':
      return <Words name="reason" label={verb === 'askWindow' ? '请窗口核实什么' : '理由'} required />;
    case 'withdraw':
      return <Words name="note" label="申请人说的原因（可以不写）" />;
    default:
      return <Words name="note" label="备注（可以不写）" />;
  }
}

function pauseKinds(view: StaffCaseView): Choice[] {
  const regime = view.regime as { pauses?: { kind: string; name?: { zh: string } | string }[] };
  return (regime.pauses ?? []).map((p) => ({
    value: p.kind,
    name: typeof p.name === 'string' ? p.name : (p.name?.zh ?? kindWords[p.kind] ?? p.kind),
  }));
}
const kindWords: Record<string, string> = {
  publicity: '公示',
  expert: '专家评审',
  hearing: '听证',
  inspection: '检验',
  test: '检测',
  survey: '现场勘查',
  appraisal: '鉴定',
  auction: '拍卖',
  tender: '招标',
  quarantine: '检疫',
};

function prefillReason(ground: string, form: HTMLFormElement | null): void {
  const box = form?.elements.namedItem('reason');
  if (!(box instanceof HTMLTextAreaElement)) return;
  if (box.value.trim() === '' || Object.values(beginnings).includes(box.value)) box.value = beginnings[ground] ?? '';
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
      {choices.length === 0 && <p>这件事项的程序里没有可选的情形，不能这样办。</p>}
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
          请选
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
