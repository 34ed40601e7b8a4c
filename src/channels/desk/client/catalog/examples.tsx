import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Evaluation } from '#catalog';
import { isObject, itemChoices } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import type { Text } from '#platform/text';
import { post, today } from '../api.ts';
import { t, tell } from '../language.ts';
import { ProblemNotice } from '../shell/notice.tsx';
import { factsOf } from './facts.ts';
import { LineField } from './fields.tsx';
import { controlId, member, type Place, readParts } from './place.ts';
import { Rows } from './rows.tsx';
import type { RowsSpec } from './specs.ts';

/** How the examples of this version came out. */
export interface Came {
  version: string;
  name: string;
  faults: string[];
}

/** 例子: answers, and what must come out. They run at every change, and all must come out before review. */
export function Examples({ handling, version, came }: { handling: Place; version: string; came: readonly Came[] }): ReactNode {
  const spec: RowsSpec = {
    keyed: 'name',
    type: { zh: '加一个例子，写清楚是谁', en: 'Add an example: say who' },
    one: { zh: '例子', en: 'example' },
    titled: ['name'],
    blank: (name) => ({ name, facts: {}, today: today(), expect: {} }),
    fields: [],
  };
  return (
    <Rows
      place={member(handling, 'examples')}
      spec={spec}
      label={{ zh: '例子', en: 'Examples' }}
      hint={{
        zh: '例子就是测试：什么样的人、怎么回答，应该得到什么清单和结论。每改一处都会重新跑一遍。',
        en: 'Examples are tests: who, with which answers, must get which list and outcome. They run again at every change.',
      }}
      at="examples"
    >
      {(row) => <Example row={row} handling={handling} version={version} came={came} />}
    </Rows>
  );
}

const objectOf = (place: Place): Record<string, Json | undefined> => (isObject(place.value) ? place.value : {});
const strings = (value: Json | undefined): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
type Standing = 'list' | 'waived' | 'optional' | 'promiseLater';
const standings: { value: Standing; text: Text }[] = [
  { value: 'list', text: { zh: '要交', en: 'needed' } },
  { value: 'waived', text: { zh: '免交', en: 'waived' } },
  { value: 'optional', text: { zh: '可以不交', en: 'optional' } },
  { value: 'promiseLater', text: { zh: '可以后补', en: 'may come later' } },
];

function Example({ row, handling, version, came }: { row: Place; handling: Place; version: string; came: readonly Came[] }): ReactNode {
  const { editing } = row;
  const off = !editing.may(row.path);
  const name = readParts(objectOf(row)['name']);
  const [facts, expected] = [member(row, 'facts'), member(row, 'expect')];
  const given = objectOf(facts);
  const asked = objectOf(row)['today'];
  const known = factsOf(editing, row.path).filter((fact) => fact.values !== undefined);
  const inRules = known.filter((fact) => objectOf(handling)['questions'] !== undefined && !fact.id.startsWith('applicant.'));
  const mine = came.filter((one) => one.name === name && one.version.split('@')[0] === version);
  const faults = mine.flatMap((one) => one.faults);
  const setFact = (id: string, value: Json | undefined): void => {
    const { [id]: _, ...rest } = given;
    facts.write((value === undefined ? rest : { ...rest, [id]: value }) as Json, 'now');
  };
  const fill = useMutation({
    mutationFn: () =>
      post<Evaluation>(`/api/staff/catalog/copies/${editing.copyId}/evaluate`, {
        version,
        facts: given,
        ...(typeof asked === 'string' ? { today: asked } : {}),
      }).then((result) => {
        const of = (status: string): string[] => result.lines.filter((line) => line.status === status).map((line) => line.id);
        expected.write(
          {
            conditions: Object.fromEntries(result.conditions.map((c) => [c.id, c.state === 'unknown' ? c.state : c.state === 'met'])),
            ...(result.outcome.kind === 'apply'
              ? { list: of('bring'), waived: of('waived'), optional: of('optional'), promiseLater: of('promiseLater') }
              : {}),
            outcome: result.outcome.kind,
          } as Json,
          'now',
        );
      }),
  });
  return (
    <>
      {mine.length > 0 &&
        (faults.length === 0 ? (
          <p className="chip ok">{t('跑通了', 'Comes out as written')}</p>
        ) : (
          <ul className="faults">
            {faults.map((fault) => (
              <li key={fault} className="bad">
                {fault}
              </li>
            ))}
          </ul>
        ))}
      <LineField place={member(row, 'today')} type="date" label={{ zh: '哪天来问', en: 'Asked on' }} />
      <fieldset className="edit-group">
        <legend>{t('他怎么回答', 'His answers')}</legend>
        {[...inRules, ...known.filter((fact) => fact.id === 'applicant.kind')].map((fact) => {
          const id = controlId(row.path, fact.id);
          return (
            <div key={fact.id} className="edit-field pair">
              <label htmlFor={id}>{tell(fact.name)}</label>
              <select
                id={id}
                className="inp short"
                disabled={off}
                value={given[fact.id] === undefined ? '' : String(given[fact.id])}
                onChange={(event) =>
                  setFact(
                    fact.id,
                    event.target.value === '' ? undefined : fact.kind === 'yes' ? event.target.value === 'true' : event.target.value,
                  )
                }
              >
                <option value="">{t('没有回答', 'Not answered')}</option>
                {(fact.values ?? []).map((option) => (
                  <option key={option.value} value={option.value}>
                    {tell(option.text)}
                  </option>
                ))}
              </select>
            </div>
          );
        })}
        <div className="edit-field pair">
          <label htmlFor={controlId(row.path, 'birth')}>{t('申请人的出生日期', 'The applicant’s date of birth')}</label>
          <input
            id={controlId(row.path, 'birth')}
            className="inp short"
            type="date"
            disabled={off}
            value={typeof given['applicant.birth'] === 'string' ? given['applicant.birth'] : ''}
            onChange={(event) => setFact('applicant.birth', event.target.value === '' ? undefined : event.target.value)}
          />
        </div>
      </fieldset>
      <Expected row={row} handling={handling} expected={expected} off={off} />
      {!off && (
        <p className="bs">
          <button type="button" className="b" disabled={fill.isPending} onClick={() => fill.mutate()}>
            {t('照现在算出来的填上', 'Fill in what comes out now')}
          </button>
          <span className="s">{t('填上以后请看一遍，对了才算。', 'Look it over afterwards: it counts only if it is right.')}</span>
        </p>
      )}
      <ProblemNotice error={fill.error} />
    </>
  );
}

function Expected({ row, handling, expected, off }: { row: Place; handling: Place; expected: Place; off: boolean }): ReactNode {
  const { editing } = row;
  const now = objectOf(expected);
  const write = (next: Record<string, Json | undefined>): void => expected.write(next as Json, 'now');
  const rowsOf = (name: string): Record<string, Json>[] => {
    const rows = objectOf(handling)[name];
    return Array.isArray(rows) ? (rows.filter(isObject) as Record<string, Json>[]) : [];
  };
  const standing = (id: string): Standing | '' => standings.find((s) => strings(now[s.value]).includes(id))?.value ?? '';
  const setStanding = (id: string, to: string): void => {
    const next = { ...now };
    for (const s of standings) {
      const had = strings(next[s.value]).filter((one) => one !== id);
      if (s.value === to) next[s.value] = [...had, id];
      else if (next[s.value] !== undefined) next[s.value] = had;
    }
    write(next);
  };
  const conditions = isObject(now['conditions']) ? now['conditions'] : {};
  const select = (
    label: string,
    id: string,
    value: string,
    options: { value: string; text: Text }[],
    on: (value: string) => void,
  ): ReactNode => (
    <div key={id} className="edit-field pair">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="inp short" disabled={off} value={value} onChange={(event) => on(event.target.value)}>
        <option value="">{t('这个例子不看', 'Not looked at')}</option>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {tell(one.text)}
          </option>
        ))}
      </select>
    </div>
  );
  const said = (row_: Record<string, Json>): string => {
    const shared = editing.blocks?.materials.find((m) => `shared:${m.key}` === row_['use'])?.name;
    const own = readParts(row_['name'] ?? row_['text']);
    return own === '' ? (shared === undefined ? String(row_['id']) : tell(shared)) : own;
  };
  const { outcome: _, ...withoutOutcome } = now;
  return (
    <fieldset className="edit-group">
      <legend>{t('应该得到什么', 'What must come out')}</legend>
      {select(
        t('结论', 'Outcome'),
        controlId(row.path, 'outcome'),
        typeof now['outcome'] === 'string' ? now['outcome'] : '',
        itemChoices.outcome.map((o) => ({ value: String(o.value), text: o.text })),
        (value) => write(value === '' ? withoutOutcome : { ...now, outcome: value }),
      )}
      {rowsOf('conditions').map((condition) => {
        const id = String(condition['id']);
        const value = conditions[id];
        return select(
          said(condition),
          controlId(row.path, `c${id}`),
          value === undefined ? '' : String(value),
          [
            { value: 'true', text: { zh: '符合', en: 'fulfilled' } },
            { value: 'false', text: { zh: '不符合', en: 'not fulfilled' } },
            { value: 'unknown', text: { zh: '还不知道', en: 'not known' } },
          ],
          (chosen) => {
            const { [id]: __, ...rest } = conditions;
            write({
              ...now,
              conditions: (chosen === '' ? rest : { ...rest, [id]: chosen === 'unknown' ? chosen : chosen === 'true' }) as Json,
            });
          },
        );
      })}
      {rowsOf('materials').map((material) => {
        const id = String(material['id']);
        return select(said(material), controlId(row.path, `m${id}`), standing(id), standings, (to) => setStanding(id, to));
      })}
    </fieldset>
  );
}
