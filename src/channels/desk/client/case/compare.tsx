import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { FieldSource, StaffCaseView } from '#contracts/cases';
import { get } from '../api.ts';
import { useKeys } from '../keys.ts';
import { momentShort } from '../words.ts';
import type { FormFace } from './case.ts';

/** Earlier values of the same party for the same fields, with the case they come from. */
type Earlier = { fields: Record<string, { value: string; caseNumber: string; at: string }> };

const sourceWords: Record<string, string> = { typed: '本次填写', identity: '身份信息', session: '登录带出', register: '登记数据', earlierCase: '以前办件', answer: '情形回答', visit: '窗口刷证', calc: '系统算出' };

/** What was applied for beside what is known from elsewhere: a difference is marked by word, underline and tint. */
export function Compare({ view }: { view: StaffCaseView }): ReactNode {
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  useKeys({ KeyD: () => setOnlyDifferent((was) => !was) });
  const face = useQuery({ queryKey: ['form', view.versionId], queryFn: () => get<{ fields: FormFace }>(`/api/staff/versions/${view.versionId}/fields`), staleTime: Number.POSITIVE_INFINITY });
  const earlier = useQuery({ queryKey: ['case', view.caseId, 'earlier'], queryFn: () => get<Earlier>(`/api/staff/cases/${view.caseId}/earlier`) });
  if (view.erased) return <p>这件的个人内容已经依法删除，记录链仍然完整。</p>;
  const fields = face.data?.fields ?? Object.keys(view.values).map((id) => ({ id, label: id, step: '', personal: false }));
  const rows = fields
    .filter((field) => view.values[field.id] !== undefined && view.values[field.id] !== '')
    .map((field) => {
      const value = show(view.values[field.id]);
      const before = earlier.data?.fields[field.id];
      return { ...field, value, before, different: before !== undefined && before.value !== value, source: view.sources[field.id] };
    });
  const different = rows.filter((row) => row.different).length;
  return (
    <>
      <div className="ph">
        <h2>申请内容</h2>
        <span className="s">
          {different === 0 ? '和以前办件没有出入。' : `${different}项和以前办件有出入。`}{' '}
          <button type="button" className="link" aria-pressed={onlyDifferent} onClick={() => setOnlyDifferent(!onlyDifferent)}>
            只看有出入的
          </button>{' '}
          <kbd>D</kbd>
        </span>
      </div>
      <div className="scrollx" tabIndex={0} role="region" aria-label="申请内容，可左右滚动">
        <table className="cmp">
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col">申请里的</th>
              <th scope="col">以前办件里的</th>
              <th scope="col">从哪儿来</th>
            </tr>
          </thead>
          <tbody>
            {rows
              .filter((row) => !onlyDifferent || row.different)
              .map((row) => (
                <tr key={row.id} className={row.different ? 'diff' : undefined}>
                  <th scope="row">{row.label}</th>
                  <td data-field={row.id}>{row.different ? <mark>{row.value}</mark> : <span className="v">{row.value}</span>}</td>
                  <td>
                    {row.before === undefined ? (
                      <span className="s">没有</span>
                    ) : (
                      <>
                        {row.before.value}
                        <span className="s">
                          {row.before.caseNumber}，{momentShort(row.before.at)}
                        </span>
                      </>
                    )}
                  </td>
                  <td className="s">
                    {row.different && <b>有出入。</b>}
                    {sourceOf(row.source)}
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
  const by = source.from === 'typed' ? (source.by === 'clerk' ? '窗口代填' : '本人填写') : (sourceWords[source.from] ?? source.from);
  return `${by}${source.caseNumber === undefined ? '' : `（${source.caseNumber}）`}${source.changed === true ? '，改过' : ''}`;
}

/** A value as words: lists joined by 、, yes and no said, objects by their parts. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map(show).join('、');
  if (typeof value === 'object') return Object.values(value).map(show).filter(Boolean).join(' ');
  return String(value);
}
