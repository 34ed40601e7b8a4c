import { type ReactNode, useId, useState } from 'react';
import type { Json } from '#platform/errors';
import { explain, type FactNames } from '#platform/rules';
import type { Text } from '#platform/text';
import { t, tell } from '../language.ts';
import { Faults, type FieldProps } from './fields.tsx';
import { type Known, type Rule, readRule, type Term, writeRule } from './rule-terms.ts';
import { controlId, type Editing } from './place.ts';
import { factsOf } from './facts.ts';

const namesOf = (facts: readonly Known[]): FactNames =>
  Object.fromEntries(
    facts.map((fact) => [
      fact.id,
      { name: fact.name, ...(fact.values === undefined ? {} : { values: Object.fromEntries(fact.values.map((v) => [v.value, v.text])) }) },
    ]),
  );

/** A rule in a sentence of the reader's language. */
export const sayRule = (rule: Json | undefined, editing: Editing, path: readonly string[]): string =>
  rule === undefined ? '' : tell(explain(rule, namesOf(factsOf(editing, path))));

/** When something is shown, needed or fulfilled: a sentence, and the answers it hangs on to choose from. */
export function RuleField({ place, label, hint, optional }: FieldProps): ReactNode {
  const { editing } = place;
  const facts = factsOf(editing, place.path);
  const value = place.value ?? undefined;
  const rule = value === undefined ? { join: 'all' as const, terms: [] } : readRule(value, facts);
  const off = !editing.may(place.path);
  const id = controlId(place.path);
  const write = (next: Rule): void => {
    const made = writeRule(next);
    place.write(made === undefined && optional !== true ? { all: [] } : made, 'now');
  };
  return (
    <fieldset className="edit-field rule" id={id} tabIndex={-1}>
      <legend>{tell(label)}</legend>
      {hint !== undefined && <p className="s">{tell(hint)}</p>}
      <p className="said-rule">
        {value === undefined || (rule !== null && rule.terms.length === 0) ? t('总是', 'Always') : tell(explain(value, namesOf(facts)))}
      </p>
      {!off && rule === null && (
        <p className="s">
          {t(
            '这条判断的写法，这个页面还改不了；内容照旧有效。',
            'This rule is written in a way this screen cannot change yet; it stays in force.',
          )}
          {optional === true && (
            <button type="button" className="b" onClick={() => place.write(undefined, 'now')}>
              {t('去掉这条判断', 'Remove the rule')}
            </button>
          )}
        </p>
      )}
      {!off && rule !== null && <Terms rule={rule} facts={facts} onWrite={write} />}
      <Faults place={place} />
    </fieldset>
  );
}

function Terms({ rule, facts, onWrite }: { rule: Rule; facts: readonly Known[]; onWrite: (rule: Rule) => void }): ReactNode {
  const group = useId();
  const [fact, setFact] = useState('');
  const put = (index: number, term: Term | null): void =>
    onWrite({ ...rule, terms: term === null ? rule.terms.toSpliced(index, 1) : rule.terms.with(index, term) });
  const left = facts.filter((one) => !rule.terms.some((term) => term.fact === one.id));
  const joins: { value: Rule['join']; text: Text }[] = [
    { value: 'all', text: { zh: '下面几条都符合', en: 'all of these hold' } },
    { value: 'any', text: { zh: '下面有一条符合就行', en: 'any of these holds' } },
  ];
  return (
    <>
      {rule.terms.length > 1 && (
        <div className="line" role="radiogroup" aria-label={t('几条之间', 'How they go together')}>
          {joins.map((one) => (
            <label key={one.value} className="chk" htmlFor={`${group}${one.value}`}>
              <input
                type="radio"
                id={`${group}${one.value}`}
                name={group}
                checked={rule.join === one.value}
                onChange={() => onWrite({ ...rule, join: one.value })}
              />
              <span>{tell(one.text)}</span>
            </label>
          ))}
        </div>
      )}
      {rule.terms.map((term, index) => {
        const known = facts.find((one) => one.id === term.fact);
        return (
          <div key={term.fact} className="term">
            <b>{known === undefined ? term.fact : tell(known.name)}</b>
            {'atLeast' in term ? (
              <label className="filter">
                {t('满多少岁', 'Years of age at least')}
                <input
                  className="inp figure"
                  inputMode="numeric"
                  key={term.atLeast}
                  defaultValue={String(term.atLeast)}
                  onBlur={(event) => {
                    const years = Number(event.target.value);
                    if (Number.isInteger(years) && years >= 0 && years < 150 && years !== term.atLeast)
                      put(index, { ...term, atLeast: years });
                  }}
                />
              </label>
            ) : (
              <div className="line" role="group" aria-label={t('回答是', 'The answer is')}>
                {(known?.values ?? []).map((option) => (
                  <label key={option.value} className="chk" htmlFor={`${group}${term.fact}${option.value}`}>
                    <input
                      type="checkbox"
                      id={`${group}${term.fact}${option.value}`}
                      checked={term.values.includes(option.value)}
                      onChange={(event) => {
                        const values = event.target.checked
                          ? (known?.values ?? []).map((v) => v.value).filter((v) => v === option.value || term.values.includes(v))
                          : term.values.filter((v) => v !== option.value);
                        put(index, values.length === 0 ? null : { ...term, values });
                      }}
                    />
                    <span>{tell(option.text)}</span>
                  </label>
                ))}
              </div>
            )}
            <button type="button" className="b" onClick={() => put(index, null)}>
              {t('去掉', 'Remove')}
            </button>
          </div>
        );
      })}
      {left.length > 0 && (
        <p className="filter">
          <label htmlFor={`${group}add`}>{t('再看', 'Look at')}</label>
          <select id={`${group}add`} className="inp short" value={fact} onChange={(event) => setFact(event.target.value)}>
            <option value="">{t('选一个问题或填写项', 'Choose a question or a field')}</option>
            {left.map((one) => (
              <option key={one.id} value={one.id}>
                {tell(one.name)}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="b"
            onClick={() => {
              const known = left.find((one) => one.id === fact);
              if (known === undefined) return;
              const first = known.values?.[0]?.value;
              onWrite({
                ...rule,
                terms: [
                  ...rule.terms,
                  first === undefined ? { fact: known.id, atLeast: 18 } : { fact: known.id, values: [first], kind: known.kind },
                ],
              });
              setFact('');
            }}
          >
            {t('加上', 'Add')}
          </button>
        </p>
      )}
    </>
  );
}
