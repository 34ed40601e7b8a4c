import type { ReactNode } from 'react';
import type { Evaluation } from '#catalog';
import { BringList, Section, WaivedList } from '#kit/plain';
import { say, type Lang } from '#platform/text';
import { guideWords } from './words.ts';

/** The personal list as every page of it draws it: to bring, waived, later, optional. One place, so that no page forgets a line (I1). */
export function ListSections({ lang, result }: { lang: Lang; result: Pick<Evaluation, 'lines' | 'groups'> }): ReactNode {
  const words = guideWords(lang);
  const groupText = (id: string | null): string | undefined => {
    const group = result.groups.find((g) => g.id === id);
    return group === undefined ? undefined : say(group.text, lang);
  };
  const bring = result.lines.filter((l) => l.status === 'bring');
  const waived = result.lines.filter((l) => l.status === 'waived');
  const later = result.lines.filter((l) => l.status === 'promiseLater');
  const optional = result.lines.filter((l) => l.status === 'optional');
  return (
    <>
      <BringList
        lang={lang}
        things={bring.map((line) => ({
          id: `m-${line.id}`,
          name: say(line.name, lang),
          ...(groupText(line.group) === undefined ? {} : { oneOf: groupText(line.group) }),
          hint:
            [line.reason === null ? '' : say(line.reason, lang), line.standard === null ? '' : say(line.standard, lang)]
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
