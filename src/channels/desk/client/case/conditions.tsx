import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { evaluationQuery, factsOf, personFacts, type Version, versionQuery } from '../item/version.ts';
import { Mark } from '../shell/mark.tsx';
import type { FormSchema } from '#platform/forms';
import { t, tell } from '../language.ts';

/** 审查要点: the conditions of the version by the values of this case; what needs a person comes first. No answer is never a no. */
export function Conditions({ view }: { view: StaffCaseView }): ReactNode {
  const version = useQuery(versionQuery(view.handlingKey, view.versionId));
  return version.data === undefined || view.erased || version.data.content.conditions.length === 0 ? null : (
    <Points view={view} version={version.data} />
  );
}

function Points({ view, version }: { view: StaffCaseView; version: Version }): ReactNode {
  const form = version.content.form as unknown as FormSchema;
  const person = personFacts(form, view.values, { agent: view.parties.some((p) => p.role === 'agent') });
  const evaluation = useQuery(evaluationQuery(version, factsOf(person, view.values, view.answers), null));
  const rows = evaluation.data?.conditions ?? [];
  const look = rows.filter((c) => c.state !== 'met');
  return (
    <>
      <div className="ph">
        <h2>{t('审查要点', 'Points to examine')}</h2>
        <span className="s">
          {look.length > 0
            ? t(`${rows.length}条，要您看${look.length}条`, `${rows.length}, for you to look at: ${look.length}`)
            : t(`${rows.length}条，都符合`, `${rows.length}, all met`)}
        </span>
      </div>
      <ul className="ls">
        {[...look, ...rows.filter((c) => c.state === 'met')].map((c) => (
          <li key={c.id}>
            <Mark kind={c.state === 'met' ? 'done' : 'warn'}>
              {c.state === 'met' ? t('符合', 'Met') : c.state === 'notMet' ? t('看来不符合', 'Seems not met') : t('定不了', 'Undecided')}
            </Mark>
            <span>{c.state === 'met' ? tell(c.text) : <b>{tell(c.text)}</b>}</span>
            {c.state !== 'met' && (
              <span className="chip warn">{c.state === 'notMet' ? t('看来不符合', 'Seems not met') : t('没回音', 'No answer')}</span>
            )}
            {c.state === 'unknown' && (
              <span className="s">
                {t(
                  '现有的信息定不了。没回音不能当作不符合，由您定。',
                  'What is known does not decide it. No answer is not a no; it is for you to decide.',
                )}
              </span>
            )}
            {c.state === 'notMet' && <span className="s">{tell(c.say)}</span>}
          </li>
        ))}
      </ul>
      <div className="ph">
        <h2>{t('依据', 'Legal basis')}</h2>
      </div>
      {version.content.item.legalBasis.slice(0, 2).map((basis) => (
        <p key={tell(basis.text)}>{tell(basis.text)}</p>
      ))}
      <p className="s">{t(`第${version.number}版。`, `Version ${version.number}.`)}</p>
    </>
  );
}
