import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Lamp, showValue } from '#kit/plain';
import { fieldType, type FormSchema, labelOf } from '#platform/forms';
import type { FieldSource, StaffCaseView } from '#contracts/cases';
import { get } from '../api.ts';
import { useKeys } from '../keys.ts';
import { useRegionNames } from '../item/regions.ts';
import { versionQuery } from '../item/version.ts';
import { momentShort } from '../words.ts';
import { lang, t, tell } from '../language.ts';

/** Earlier values of the same party for the same fields, with the case they come from. */
type Earlier = { fields: Record<string, { value: unknown; caseNumber: string; at: string }> };

const sourceWords: Record<string, string> = {
  typed: t('本次填写', 'Filled in now'),
  identity: t('身份信息', 'Identity record'),
  session: t('登录带出', 'From sign-in'),
  register: t('登记数据', 'Register'),
  earlierCase: t('以前办件', 'Earlier case'),
  answer: t('情形回答', 'Answer to a question'),
  visit: t('窗口刷证', 'Card read at a window'),
  calc: t('系统算出', 'Calculated'),
};

/** What was applied for beside what is known from elsewhere: a difference is marked by word, underline and tint. */
export function Compare({ view }: { view: StaffCaseView }): ReactNode {
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  useKeys({ KeyD: () => setOnlyDifferent((was) => !was) });
  const [clear, setClear] = useState(false);
  const version = useQuery(versionQuery(view.handlingKey, view.versionId));
  const form = version.data?.content.form as unknown as FormSchema | undefined;
  const earlier = useQuery({
    queryKey: ['earlier', view.caseId],
    queryFn: () => get<Earlier>(`/api/staff/cases/${view.caseId}/earlier`),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const codes = Object.entries(form?.properties ?? {})
    .flatMap(([id, field]) => (fieldType(field) === 'region' ? [view.values[id], earlier.data?.fields[id]?.value] : []))
    .filter((code) => typeof code === 'string');
  const regionName = useRegionNames(codes);
  if (view.erased)
    return (
      <p>
        {t(
          '这件的个人内容已经依法删除，记录链仍然完整。',
          'The personal content of this case was lawfully erased; the chain of records is still whole.',
        )}
      </p>
    );
  const show = (id: string, value: unknown): ReactNode => {
    const field = form?.properties[id];
    return field === undefined ? plain(value) : showValue(field, value, { lang, masked: !clear, regionName });
  };
  const ids = form === undefined ? Object.keys(view.values) : form['x-steps'].flatMap((step) => step.fields);
  const rows = ids
    .filter((id) => view.values[id] !== undefined && view.values[id] !== '' && view.values[id] !== null)
    .map((id) => {
      const before = earlier.data?.fields[id];
      return {
        id,
        label: labelIn(form, id),
        before,
        different: before !== undefined && JSON.stringify(before.value) !== JSON.stringify(view.values[id]),
        source: view.sources[id],
      };
    });
  const compared = rows.some((row) => row.before !== undefined);
  const from = [...new Set(rows.flatMap((row) => row.before?.caseNumber ?? []))];
  const different = rows.filter((row) => row.different).length;
  return (
    <>
      <div className="ph">
        <h2>{t('申请内容', 'Application')}</h2>
        <span className="s">
          {!compared
            ? t('没有以前的办件可比。', 'No earlier case to compare with.')
            : different === 0
              ? t('和以前办件没有出入。', 'No difference from earlier cases.')
              : t(`${different}项和以前办件有出入。`, `Different from earlier cases: ${different}.`)}{' '}
          <button type="button" className="link" aria-pressed={onlyDifferent} onClick={() => setOnlyDifferent(!onlyDifferent)}>
            {t('只看有出入的', 'Only differences')}
          </button>{' '}
          <kbd>D</kbd>{' '}
          <button type="button" className="link" aria-pressed={clear} onClick={() => setClear(!clear)}>
            {clear ? t('遮住号码', 'Hide numbers') : t('看全号', 'Show full numbers')}
          </button>
        </span>
      </div>
      <div className="scrollx" tabIndex={0} role="region" aria-label={t('申请内容，可左右滚动', 'Application, scrolls sideways')}>
        <table className="cmp">
          <thead>
            <tr>
              <th scope="col">{t('项目', 'Field')}</th>
              <th scope="col">{t('申请里的', 'In this application')}</th>
              {compared && (
                <th scope="col">
                  {t('以前办件里的', 'In an earlier case')}
                  {from.length === 1 && <span className="s num">{from[0]}</span>}
                </th>
              )}
              {compared && <th scope="col">{t('结果', 'Result')}</th>}
              <th scope="col">{t('从哪儿来', 'From where')}</th>
            </tr>
          </thead>
          <tbody>
            {rows
              .filter((row) => !onlyDifferent || row.different)
              .map((row) => (
                <tr key={row.id} className={row.different ? 'diff' : undefined}>
                  <th scope="row">{row.label}</th>
                  <td data-field={row.id}>
                    {row.different ? (
                      <mark>{show(row.id, view.values[row.id])}</mark>
                    ) : (
                      <span className="v">{show(row.id, view.values[row.id])}</span>
                    )}
                  </td>
                  {compared && (
                    <td>
                      {row.before === undefined ? (
                        <span className="s">{t('没有', 'None')}</span>
                      ) : (
                        <>
                          {show(row.id, row.before.value)}
                          {(from.length > 1 || row.different) && (
                            <span className="s">
                              {from.length > 1 && t(`${row.before.caseNumber}，`, `${row.before.caseNumber}, `)}
                              {momentShort(row.before.at)}
                            </span>
                          )}
                        </>
                      )}
                    </td>
                  )}
                  {compared && (
                    <td>
                      {row.before === undefined ? null : row.different ? (
                        <Lamp kind="warn">{t('有出入', 'Different')}</Lamp>
                      ) : (
                        <Lamp kind="done">{t('一致', 'Same')}</Lamp>
                      )}
                    </td>
                  )}
                  <td>
                    <span className="s">{sourceOf(row.source)}</span>
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function sourceOf(source: FieldSource | undefined): string {
  if (source === undefined) return '';
  const by =
    source.from === 'typed'
      ? source.by === 'clerk'
        ? t('窗口代填', 'Filled in at a window')
        : t('本人填写', 'Filled in by the person')
      : (sourceWords[source.from] ?? source.from);
  return `${by}${source.caseNumber === undefined ? '' : t(`（${source.caseNumber}）`, ` (${source.caseNumber})`)}${source.changed === true ? t('，改过', ', changed') : ''}`;
}

const labelIn = (form: FormSchema | undefined, id: string): string =>
  form?.properties[id] === undefined ? id : tell(labelOf(form.properties[id], id));

/** A value of a field nobody describes any more. */
const plain = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
