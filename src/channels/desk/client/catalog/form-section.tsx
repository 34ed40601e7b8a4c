import { type FormEvent, type ReactNode, useState } from 'react';
import { isObject, type Operation } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import type { Text } from '#platform/text';
import { t, tell } from '../language.ts';
import { controlId, member, type Place, placeAt, readParts } from './place.ts';
import { Fields, free, Rows } from './rows.tsx';
import type { RowsSpec, Spec } from './specs.ts';

const kinds: { value: string; text: Text; schema: Json }[] = [
  { value: 'text', text: { zh: '一行字', en: 'A line of text' }, schema: { type: 'string', 'x-type': 'text', maxLength: 100 } },
  { value: 'textarea', text: { zh: '一段话', en: 'A paragraph' }, schema: { type: 'string', 'x-type': 'textarea', maxLength: 500 } },
  { value: 'number', text: { zh: '数', en: 'A number' }, schema: { type: 'number', minimum: 0, 'x-type': 'number' } },
  { value: 'money', text: { zh: '金额', en: 'An amount of money' }, schema: { type: 'number', minimum: 0, 'x-type': 'money' } },
  { value: 'date', text: { zh: '日期', en: 'A date' }, schema: { type: 'string', format: 'date', 'x-type': 'date' } },
  { value: 'yesno', text: { zh: '是或否', en: 'Yes or no' }, schema: { type: 'boolean', 'x-type': 'yesno' } },
  {
    value: 'choice',
    text: { zh: '选一个', en: 'One of several' },
    schema: {
      type: 'string',
      'x-type': 'choice',
      'x-options': [
        { value: 'o1', text: { zh: '' } },
        { value: 'o2', text: { zh: '' } },
      ],
    },
  },
  { value: 'name', text: { zh: '姓名', en: 'A name' }, schema: { type: 'string', 'x-type': 'name', maxLength: 50, 'x-personal': 'name' } },
  { value: 'phone', text: { zh: '电话', en: 'A telephone number' }, schema: { type: 'string', 'x-type': 'phone', 'x-personal': 'phone' } },
  {
    value: 'id-number',
    text: { zh: '身份证号', en: 'An identity number' },
    schema: { type: 'string', 'x-type': 'id-number', 'x-personal': 'id' },
  },
  { value: 'uscc', text: { zh: '统一社会信用代码', en: 'A unified social credit code' }, schema: { type: 'string', 'x-type': 'uscc' } },
  {
    value: 'licence-number',
    text: { zh: '证号', en: 'A licence number' },
    schema: { type: 'string', 'x-type': 'licence-number', maxLength: 40 },
  },
  {
    value: 'address',
    text: { zh: '地址', en: 'An address' },
    schema: { type: 'string', 'x-type': 'address', maxLength: 100, 'x-personal': 'address' },
  },
  {
    value: 'declaration',
    text: { zh: '声明，要打勾', en: 'A declaration to tick' },
    schema: { type: 'boolean', const: true, 'x-type': 'declaration' },
  },
];
const fieldSpecs: readonly Spec[] = [
  { kind: 'text', member: 'x-label', optional: true },
  { kind: 'text', member: 'x-hint', optional: true },
  { kind: 'text', member: 'x-error', optional: true, label: { zh: '填错了怎么说', en: 'What is said when it is wrong' } },
  {
    kind: 'rows',
    member: 'x-options',
    keyed: 'value',
    prefix: 'o',
    one: { zh: '选项', en: 'option' },
    titled: ['text'],
    blank: (value) => ({ value, text: { zh: '' } }),
    fields: [{ kind: 'text', member: 'text', label: { zh: '选项', en: 'Option' } }],
    when: (place) => isObject(place.value) && place.value['x-options'] !== undefined,
  },
  { kind: 'rule', member: 'x-show-if', optional: true },
];
const steps: RowsSpec = {
  keyed: 'id',
  prefix: 'step',
  one: { zh: '填写步骤', en: 'step' },
  titled: ['title'],
  blank: (id) => ({ id, title: { zh: '' }, fields: [] }),
  fields: [
    { kind: 'text', member: 'title' },
    { kind: 'text', member: 'hint', optional: true },
    { kind: 'rule', member: 'x-show-if', optional: true },
  ],
};

/** 表单: steps, and in each the fields in their order. */
export function FormSection({ handling }: { handling: Place }): ReactNode {
  const form = member(handling, 'form');
  return (
    <Rows
      place={member(form, 'x-steps')}
      spec={steps}
      label={{ zh: '填写步骤', en: 'Steps' }}
      hint={{ zh: '一步一页，手机上一次只看到一步。', en: 'One step is one page; on a phone one sees one at a time.' }}
      at="steps"
    >
      {(step) => <StepFields form={form} step={step} />}
    </Rows>
  );
}

const strings = (value: Json | undefined): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

function StepFields({ form, step }: { form: Place; step: Place }): ReactNode {
  const { editing } = form;
  const listed = member(step, 'fields');
  const ids = strings(listed.value);
  const properties = member(form, 'properties');
  const required = member(form, 'required');
  const off = !editing.may(form.path);
  const fieldAt = (id: string): Json | undefined => (isObject(properties.value) ? properties.value[id] : undefined);
  const remove = (id: string): void => {
    const ops: Operation[] = [{ do: 'remove', path: [...listed.path, `#${id}`] }];
    if (strings(required.value).includes(id)) ops.push({ do: 'remove', path: [...required.path, `#${id}`] });
    ops.push({ do: 'unset', path: [...properties.path, id] });
    editing.change(ops, 'now');
  };
  return (
    <div className="edit-rows" role="group" aria-label={t('填写项', 'Fields')}>
      <h4>{t('填写项', 'Fields')}</h4>
      {ids.map((id, index) => {
        const field = fieldAt(id);
        const place = placeAt(editing, [...properties.path, id]);
        const tick = controlId(required.path, id);
        return (
          <details className="edit-row" key={id} data-path={place.path.join('/')}>
            <summary>
              {nameOf(field, id, editing.blocks?.fields)}
              <span className="s">{kindOf(field, editing.blocks?.fields)}</span>
            </summary>
            <div className="edit-body">
              <label className="chk" htmlFor={tick}>
                <input
                  id={tick}
                  type="checkbox"
                  disabled={off}
                  checked={strings(required.value).includes(id)}
                  onChange={(event) =>
                    editing.change(
                      [
                        event.target.checked
                          ? { do: 'insert', path: required.path, value: id, after: strings(required.value).at(-1) ?? null }
                          : { do: 'remove', path: [...required.path, `#${id}`] },
                      ],
                      'now',
                    )
                  }
                />
                <span>{t('必填', 'Required')}</span>
              </label>
              {isObject(field) && typeof field['$ref'] === 'string' && (
                <p className="s">
                  {t(
                    '共用的填写项：名称、格式、从哪里带出都跟着走；下面写了的盖过它。',
                    'A shared field: name, format and source come with it; what is written below stands instead.',
                  )}
                </p>
              )}
              <Fields place={place} specs={fieldSpecs} at={id} />
              {!off && (
                <p className="bs">
                  <button
                    type="button"
                    className="b"
                    disabled={index === 0}
                    onClick={() => editing.change([{ do: 'move', path: [...listed.path, `#${id}`], after: ids[index - 2] ?? null }], 'now')}
                  >
                    {t('往上移', 'Move up')}
                  </button>
                  <button type="button" className="b d" onClick={() => remove(id)}>
                    {t('删掉这个填写项', 'Remove this field')}
                  </button>
                </p>
              )}
            </div>
          </details>
        );
      })}
      {!off && (
        <AddField
          form={form}
          step={step}
          taken={isObject(properties.value) ? Object.keys(properties.value) : []}
          last={ids.at(-1) ?? null}
        />
      )}
    </div>
  );
}

type SharedFields = readonly { key: string; name: Text; kind: string }[] | undefined;
const sharedOf = (field: Json | undefined, shared: SharedFields) => {
  const ref = isObject(field) ? field['$ref'] : undefined;
  return shared?.find((one) => `shared:${one.key}` === ref);
};
function nameOf(field: Json | undefined, id: string, shared: SharedFields): string {
  const own = readParts(isObject(field) ? field['x-label'] : undefined);
  if (own !== '') return own;
  const from = sharedOf(field, shared);
  return from === undefined ? id : tell(from.name);
}
function kindOf(field: Json | undefined, shared: SharedFields): string {
  const kind = sharedOf(field, shared)?.kind ?? (isObject(field) && typeof field['x-type'] === 'string' ? field['x-type'] : 'text');
  const known = kinds.find((one) => one.value === kind)?.text;
  const more: Record<string, Text> = {
    region: { zh: '地区', en: 'A region' },
    table: { zh: '表格', en: 'A table' },
    multi: { zh: '选几个', en: 'Several of a list' },
    period: { zh: '起止日期', en: 'A period' },
    attachment: { zh: '文件', en: 'A file' },
    'bank-account': { zh: '银行账号', en: 'A bank account' },
    'organisation-name': { zh: '单位名称', en: 'Name of an organisation' },
  };
  return tell(known ?? more[kind] ?? { zh: '其他', en: 'Other' });
}

function AddField({ form, step, taken, last }: { form: Place; step: Place; taken: readonly string[]; last: string | null }): ReactNode {
  const { editing } = form;
  const [kind, setKind] = useState('text');
  const [name, setName] = useState('');
  const [id, label] = [controlId(step.path, 'kind'), controlId(step.path, 'label')];
  const own = kinds.find((one) => one.value === kind);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const field = own === undefined ? (kind.slice('shared:'.length).split('.').at(-1) ?? 'field') : 'field';
    const key = own === undefined && !taken.includes(field) ? field : free(field, taken);
    const value: Json = own === undefined ? { $ref: kind } : { ...(own.schema as object), 'x-label': { zh: name.trim() } };
    editing.change(
      [
        { do: 'set', path: [...member(form, 'properties').path, key], value },
        { do: 'insert', path: [...step.path, 'fields'], value: key, after: last },
      ],
      'now',
    );
    setName('');
  };
  return (
    <form className="filter" onSubmit={add}>
      <label htmlFor={id}>{t('加一个填写项', 'Add a field')}</label>
      <select id={id} className="inp short" value={kind} onChange={(event) => setKind(event.target.value)}>
        <optgroup label={t('自己写', 'Of its own')}>
          {kinds.map((one) => (
            <option key={one.value} value={one.value}>
              {tell(one.text)}
            </option>
          ))}
        </optgroup>
        <optgroup label={t('共用的，能自动带出', 'Shared, filled in where known')}>
          {(editing.blocks?.fields ?? []).map((one) => (
            <option key={one.key} value={`shared:${one.key}`}>
              {tell(one.name)}
            </option>
          ))}
        </optgroup>
      </select>
      {own !== undefined && (
        <>
          <label htmlFor={label}>{t('叫什么', 'Its name')}</label>
          <input id={label} className="inp short" required maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        </>
      )}
      <button type="submit" className="b">
        {t('加上', 'Add')}
      </button>
    </form>
  );
}
