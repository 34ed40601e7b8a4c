import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { evaluationQuery, factsOf, personFacts, type Version, versionQuery } from '../item/version.ts';
import { Mark } from '../shell/mark.tsx';
import type { FormSchema } from '#platform/forms';

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
        <h2>审查要点</h2>
        <span className="s">
          {rows.length}条{look.length > 0 ? `，要您看${look.length}条` : '，都符合'}
        </span>
      </div>
      <ul className="ls">
        {[...look, ...rows.filter((c) => c.state === 'met')].map((c) => (
          <li key={c.id}>
            <Mark kind={c.state === 'met' ? 'done' : 'warn'}>
              {c.state === 'met' ? '符合' : c.state === 'notMet' ? '看来不符合' : '定不了'}
            </Mark>
            <span>{c.state === 'met' ? c.text.zh : <b>{c.text.zh}</b>}</span>
            {c.state !== 'met' && <span className="chip warn">{c.state === 'notMet' ? '看来不符合' : '没回音'}</span>}
            {c.state === 'unknown' && <span className="s">现有的信息定不了。没回音不能当作不符合，由您定。</span>}
            {c.state === 'notMet' && <span className="s">{c.say?.zh}</span>}
          </li>
        ))}
      </ul>
      <div className="ph">
        <h2>依据</h2>
      </div>
      {version.content.item.legalBasis.slice(0, 2).map((basis) => (
        <p key={basis.text.zh}>{basis.text.zh}</p>
      ))}
      <p className="s">第{version.number}版。</p>
    </>
  );
}
