import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { fieldType, type FormSchema, labelOf } from '#platform/forms';
import { versionQuery } from '../item/version.ts';
import { Words } from './written.tsx';

/** What is missing and what is wrong, all at once: materials first, fields on demand. */
export function Lacks({ view }: { view: StaffCaseView }): ReactNode {
  const version = useQuery(versionQuery(view.handlingKey, view.versionId));
  const form = version.data?.content.form as unknown as FormSchema | undefined;
  const materials = new Map([
    ...view.missing.map((m) => [m.materialId, m.name.zh] as const),
    ...view.materials.map((m) => [m.materialId, m.name] as const),
  ]);
  const fields = Object.entries(form?.properties ?? {}).filter(
    ([id, field]) => view.values[id] !== undefined && field['x-calc'] === undefined && fieldType(field) !== 'declaration',
  );
  return (
    <>
      <fieldset>
        <legend>缺什么，一次写全</legend>
        {[...materials].map(([id, name]) => (
          <Lack
            key={id}
            target={`material:${id}`}
            name={name}
            begin={view.missing.some((m) => m.materialId === id)}
            say={`请补交${name}。`}
          />
        ))}
        {materials.size === 0 && <p className="s">这件没有要交的材料。</p>}
      </fieldset>
      {fields.length > 0 && (
        <details>
          <summary>填的内容有错的</summary>
          {fields.map(([id, field]) => (
            <Lack key={id} target={`field:${id}`} name={labelOf(field, id).zh} begin={false} say={`请改${labelOf(field, id).zh}。`} />
          ))}
        </details>
      )}
      <Words name="say:other" label="别的要改的（可以不写）" />
    </>
  );
}

/** One thing to correct, with the words the applicant will read. */
function Lack({ target, name, begin, say }: { target: string; name: string; begin: boolean; say: string }): ReactNode {
  const [on, setOn] = useState(begin);
  return (
    <div>
      <label className="chk">
        <input type="checkbox" name="target" value={target} checked={on} onChange={() => setOn(!on)} />
        {name}
      </label>
      {on && <Words name={`say:${target}`} label={`${name}要怎么补`} required initial={say} />}
    </div>
  );
}
