import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { fieldType, type FormSchema, labelOf } from '#platform/forms';
import { versionQuery } from '../item/version.ts';
import { Words } from './written.tsx';
import { inChinese, t, tell } from '../language.ts';

/** What is missing and what is wrong, all at once: materials first, fields on demand. */
export function Lacks({ view }: { view: StaffCaseView }): ReactNode {
  const version = useQuery(versionQuery(view.handlingKey, view.versionId));
  const form = version.data?.content.form as unknown as FormSchema | undefined;
  const materials = new Map([
    ...view.missing.map((m) => [m.materialId, m.name] as const),
    ...view.materials.map((m) => [m.materialId, { zh: m.name, en: m.name }] as const),
  ]);
  const fields = Object.entries(form?.properties ?? {}).filter(
    ([id, field]) => view.values[id] !== undefined && field['x-calc'] === undefined && fieldType(field) !== 'declaration',
  );
  return (
    <>
      <fieldset>
        <legend>{t('缺什么，一次写全', 'What is missing: all of it at once')}</legend>
        {[...materials].map(([id, name]) => (
          <Lack
            key={id}
            target={`material:${id}`}
            name={tell(name)}
            begin={view.missing.some((m) => m.materialId === id)}
            say={inChinese(`请补交${name.zh}。`)}
          />
        ))}
        {materials.size === 0 && <p className="s">{t('这件没有要交的材料。', 'This case needs no documents.')}</p>}
      </fieldset>
      {fields.length > 0 && (
        <details>
          <summary>{t('填的内容有错的', 'Fields that are wrong')}</summary>
          {fields.map(([id, field]) => (
            <Lack
              key={id}
              target={`field:${id}`}
              name={tell(labelOf(field, id))}
              begin={false}
              say={inChinese(`请改${labelOf(field, id).zh}。`)}
            />
          ))}
        </details>
      )}
      <Words name="say:other" label={t('别的要改的（可以不写）', 'Anything else to correct (optional)')} />
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
      {on && <Words name={`say:${target}`} label={t(`${name}要怎么补`, `What to do about: ${name}`)} required initial={say} />}
    </div>
  );
}
