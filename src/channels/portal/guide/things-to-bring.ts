import type { Evaluation, ItemContent } from '#catalog';
import { say, type Lang } from '#platform/text';
import { truth } from '#platform/rules';

/** How many things somebody has to bring: the same number when nothing hangs on an answer that is still open. */
export type ThingsToBring = { least: number; most: number };

/**
 * The one count of every page: guide, list, slip. A group counts as what it asks for, not as everything that would do;
 * a line that may fall away by an answer still open counts in `most` only.
 */
export function thingsToBring(
  content: Pick<ItemContent, 'materials'>,
  result: Pick<Evaluation, 'lines' | 'groups' | 'situation'>,
  today: string,
): ThingsToBring {
  const open = (line: Evaluation['lines'][number]): boolean =>
    line.depends ||
    (content.materials.find((m) => m.id === line.id)?.routes ?? []).some(
      (r) => r.state === 'live' && r.when !== undefined && truth(r.when, result.situation, { today }).value === 'unknown',
    );
  const bring = result.lines.filter((l) => l.status === 'bring');
  const single = bring.filter((l) => !result.groups.some((g) => g.lines.includes(l.id)));
  let least = single.filter((l) => !open(l)).length;
  let most = single.length;
  for (const group of result.groups) {
    const members = bring.filter((l) => group.lines.includes(l.id));
    const waived = result.lines.filter((l) => group.lines.includes(l.id) && l.status === 'waived');
    const wanted = (free: number): number => Math.min(Math.max(0, group.min - free), members.length);
    const sure = waived.filter((l) => !l.depends).length;
    most += wanted(sure);
    // Who may turn out to need nothing of a group: all its members fall away, or enough of them are waived.
    if (members.length > 0 && !members.every((l) => l.depends)) least += wanted(waived.length + members.filter(open).length);
  }
  return { least, most };
}

/** What a group asks for, and which papers would do. */
export function groupChoice(
  result: Pick<Evaluation, 'lines' | 'groups'>,
  id: string | null,
  lang: Lang,
): { min: number; names: string[] } | undefined {
  const group = result.groups.find((g) => g.id === id);
  if (group === undefined) return undefined;
  return { min: group.min, names: result.lines.filter((l) => group.lines.includes(l.id)).map((l) => say(l.name, lang)) };
}
