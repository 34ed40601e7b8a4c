/** Answers as they stand in a public address: situation answers name no person. */
export type SituationAnswers = Record<string, string>;

/** Answers out of a query; only short words of the alphabet documents use. */
export function answersOf(query: Record<string, string | undefined>): SituationAnswers {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      name.startsWith('a.') && typeof value === 'string' && /^[\w-]{1,40}$/.test(value) ? [[name.slice(2), value]] : [],
    ),
  );
}

const queryOf = (answers: SituationAnswers, more: Record<string, string> = {}): string => {
  const params = new URLSearchParams([
    ...Object.entries(answers).map(([id, value]): [string, string] => [`a.${id}`, value]),
    ...Object.entries(more),
  ]);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
};

/** The questions and the list of an item with these answers. */
export const listHref = (itemKey: string, kind: string | undefined, answers: SituationAnswers): string =>
  `/items/${itemKey}/list${queryOf(answers, kind === undefined ? {} : { kind })}`;

/** Where an application begins with these answers. */
export const startHref = (handlingKey: string, answers: SituationAnswers): string =>
  `/apply/start${queryOf(answers, { item: handlingKey })}`;
