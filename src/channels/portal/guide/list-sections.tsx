import type { ReactNode } from 'react';
import type { Evaluation } from '#catalog';
import { BringList, Section, WaivedList, words as kitWords } from '#kit/plain';
import { say, type Lang } from '#platform/text';
import { groupChoice, type ThingsToBring } from './things-to-bring.ts';
import { guideWords } from './words.ts';

/** The personal list as every page of it draws it: to bring, waived, later, optional. One place, so that no page forgets a line (I1). */
export function ListSections({ lang, result, count }: { lang: Lang; result: Evaluation; count: ThingsToBring }): ReactNode {
  const words = guideWords(lang);
  const bring = result.lines.filter((l) => l.status === 'bring');
  const waived = result.lines.filter((l) => l.status === 'waived');
  const later = result.lines.filter((l) => l.status === 'promiseLater');
  const optional = result.lines.filter((l) => l.status === 'optional');
  return (
    <>
      <BringList
        lang={lang}
        count={count}
        things={bring.map((line) => ({
          id: `m-${line.id}`,
          name: say(line.name, lang),
          oneOf: groupChoice(result, line.group, lang),
          hint:
            [
              hangsOn(result, line, lang),
              line.reason === null ? '' : say(line.reason, lang),
              line.standard === null ? '' : say(line.standard, lang),
            ]
              .filter(Boolean)
              .join(lang === 'zh' ? '' : ' ') || undefined,
        }))}
      />
      <WaivedList
        lang={lang}
        things={waived.map((line) => ({
          id: `m-${line.id}`,
          name: say(line.name, lang),
          reason: line.reason === null ? '' : say(line.reason, lang),
        }))}
      />
      {later.length > 0 && (
        <Section id="later" title={words.laterThings}>
          <ul className="rows">
            {later.map((line) => (
              <li key={line.id} id={`m-${line.id}`}>
                <b>{say(line.name, lang)}</b>
                <p className="hint">{line.reason === null ? '' : say(line.reason, lang)}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {optional.length > 0 && (
        <Section id="optional" title={words.optionalThings}>
          <ul className="rows">
            {optional.map((line) => (
              <li key={line.id} id={`m-${line.id}`}>
                <b>{say(line.name, lang)}</b>
                <p className="hint">{line.reason === null ? '' : say(line.reason, lang)}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** On which open answer a line hangs, in words; empty where it hangs on none. */
export function hangsOn(result: Pick<Evaluation, 'questions'>, line: Evaluation['lines'][number], lang: Lang): string {
  const question = line.depends ? result.questions.find((q) => line.dependsOn.includes(q.id)) : undefined;
  return question === undefined ? '' : guideWords(lang).depends(say(question.text, lang));
}

/** What each group asks for, with the names of all that would do. */
export function GroupLines({ lang, result }: { lang: Lang; result: Pick<Evaluation, 'lines' | 'groups'> }): ReactNode {
  return result.groups.map((g) => {
    const choice = groupChoice(result, g.id, lang);
    return (
      choice !== undefined &&
      !g.satisfied &&
      choice.names.length > choice.min && (
        <p key={g.id} id={`g-${g.id}`} className="hint">
          {kitWords(lang).oneOf(choice.names.join(kitWords(lang).comma), choice.min)}
        </p>
      )
    );
  });
}
