import { type FormEvent, type ReactNode, useState } from 'react';
import { isObject } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import type { Text } from '#platform/text';
import { t, tell } from '../language.ts';
import { useEditing } from './place.ts';

const kinds: { key: string; name: Required<Text> }[] = [
  { key: 'first', name: { zh: '首次办理', en: 'First application' } },
  { key: 'change', name: { zh: '变更', en: 'Change' } },
  { key: 'renew', name: { zh: '延续', en: 'Renewal' } },
  { key: 'replace', name: { zh: '补办', en: 'Replacement' } },
  { key: 'cancel', name: { zh: '注销', en: 'Cancellation' } },
];

/** A kind of handling with everything a publication needs in place, to be filled in. */
export function blankHandling(
  kind: (typeof kinds)[number],
  seq: string,
  regime: { key: string; reviewDays: number },
  department: string,
): Json {
  const days = Math.max(1, regime.reviewDays);
  const share = (part: number): number => Math.max(1, Math.floor(Math.min(days, 10) / part));
  return {
    key: kind.key,
    name: kind.name,
    seq,
    regime: regime.key,
    caseType: 'promised',
    limits: { statutory: { days, source: 'remembered' }, promised: { days: Math.min(days, 10), source: 'remembered' } },
    visits: { count: 0, reason: null },
    fee: null,
    online: { depth: [1, 2, 3, 4, 5, 6], apply: true },
    offline: true,
    postal: false,
    pauses: [],
    conditions: [],
    questions: [],
    answers: [],
    form: { type: 'object', required: [], properties: {}, 'x-steps': [{ id: 'main', title: { zh: '填写', en: 'Fill in' }, fields: [] }] },
    materials: [],
    groups: [],
    steps: [
      { id: 'intake', name: { zh: '收件核对', en: 'Receipt and check' }, office: 'receiving', role: 'clerk', days: 1 },
      { id: 'review', name: { zh: '审查', en: 'Review' }, office: 'deciding', role: 'approver', days: share(3) },
      { id: 'decide', name: { zh: '决定', en: 'Decision' }, office: 'deciding', role: 'approver', days: share(4) },
      { id: 'deliver', name: { zh: '制证送达', en: 'Issue and delivery' }, office: 'deciding', role: 'clerk', days: 1 },
    ],
    competence: {
      region: { fact: 'region' },
      level: 'county',
      organKind: department,
      receive: [
        { place: 'county-hall', mode: 'receiveAndForward' },
        { place: 'town-centre', mode: 'receiveAndForward' },
        { place: 'online', mode: 'receiveAndForward' },
      ],
    },
    results: [],
    delivery: ['self', 'post'],
    examples: [],
  };
}

/** 加一个办理项: which kind, under which procedure. */
export function AddHandling({ taken }: { taken: readonly string[] }): ReactNode {
  const editing = useEditing();
  const left = kinds.filter((one) => !taken.includes(one.key));
  const [kind, setKind] = useState('');
  const [regime, setRegime] = useState('');
  const regimes = editing.blocks?.regimes ?? [];
  if (left.length === 0 || regimes.length === 0) return null;
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const chosen = left.find((one) => one.key === kind) ?? left[0];
    const under = regimes.find((one) => one.key === regime) ?? regimes[0];
    if (chosen === undefined || under === undefined) return;
    const department =
      isObject(editing.document) && typeof editing.document['department'] === 'string' ? editing.document['department'] : '';
    const seq = String(taken.length + 1).padStart(2, '0');
    editing.change(
      [{ do: 'insert', path: ['handlings'], value: blankHandling(chosen, seq, under, department), after: taken.at(-1) ?? null }],
      'now',
    );
  };
  return (
    <form className="add-handling" onSubmit={add}>
      <h2>{t('加一个办理项', 'Add a kind of handling')}</h2>
      <label htmlFor="handling-kind">{t('哪一种', 'Which kind')}</label>
      <select id="handling-kind" className="inp" value={kind} onChange={(event) => setKind(event.target.value)}>
        {left.map((one) => (
          <option key={one.key} value={one.key}>
            {tell(one.name)}
          </option>
        ))}
      </select>
      <label htmlFor="handling-regime">{t('按哪种程序', 'Under which procedure')}</label>
      <select id="handling-regime" className="inp" value={regime} onChange={(event) => setRegime(event.target.value)}>
        {regimes.map((one) => (
          <option key={one.key} value={one.key}>
            {tell(one.name)}
          </option>
        ))}
      </select>
      <button type="submit" className="b">
        {t('加上', 'Add')}
      </button>
    </form>
  );
}
