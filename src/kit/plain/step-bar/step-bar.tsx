import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { words } from '../messages.ts';

export interface StepBarStep {
  text: string;
  /** Done steps lead back. */
  href?: string;
}

/** At most five bars with words; says 第2步，共3步 to the ear. */
export function StepBar({ lang, steps, current }: { lang: Lang; steps: readonly StepBarStep[]; current: number }): ReactNode {
  const say = words(lang);
  return (
    <ol className={`stepper n${Math.min(steps.length, 7)}`} aria-label={say.steps}>
      {steps.map((s, i) => (
        <li key={s.text} className={i < current ? 'done' : undefined} aria-current={i === current ? 'step' : undefined}>
          {i === current && <span className="vh">{say.stepOf(i + 1, steps.length)} </span>}
          {i < current && s.href ? <a href={s.href}>{s.text}</a> : <span>{s.text}</span>}
        </li>
      ))}
    </ol>
  );
}
