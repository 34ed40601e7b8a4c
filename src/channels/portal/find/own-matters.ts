import { listMyCases, listMyDrafts } from '#cases';
import { sayDay, type LampKind } from '#kit/plain';
import type { House } from '#platform/house';
import { say } from '#platform/text';
import { itemNames } from '../mine/item-name.ts';
import { mineWords } from '../mine/words.ts';
import type { Visitor } from '../visitor.ts';
import { findWords } from './words.ts';

/** Something of one's own that is not done yet, as the home pages show it. */
export type OwnMatter = { kind: 'case' | 'draft'; href: string; name: string; line: string; lamp: LampKind };

/** What waits for this person first, then drafts, then what is under way; at most three, and how many there are in all. */
export async function ownMatters(visitor: Visitor, house: House): Promise<{ rows: OwnMatter[]; all: number }> {
  const { actor, lang } = visitor;
  if (actor.kind !== 'citizen') return { rows: [], all: 0 };
  const mine = mineWords(lang);
  const [cases, drafts, nameOf] = await Promise.all([listMyCases(actor, house, {}), listMyDrafts(actor, house), itemNames(house, lang)]);
  const going = cases.rows.filter((c) => c.lamp !== 'done' || c.needsYou);
  const row = (c: (typeof going)[number]): OwnMatter => {
    // The weekday is left out: the line must not be longer than a line.
    const until = c.due === null ? '' : `${lang === 'zh' ? '，' : ', '}${mine.latest(sayDay(c.due, lang).replace(/（.*?）/, ''))}`;
    return {
      kind: 'case',
      href: `/my/cases/${c.caseId}`,
      name: nameOf(c),
      line: `${c.needsYou ? mine.needsYou : say(c.stateName, lang)}${until}`,
      lamp: c.needsYou ? 'you' : c.lamp,
    };
  };
  const rows = [
    ...going.filter((c) => c.needsYou).map(row),
    ...drafts.map(
      (d): OwnMatter => ({
        kind: 'draft',
        href: `/apply/${d.draftId}`,
        name: say(d.itemName, lang),
        line: findWords(lang).elderDraft,
        lamp: 'you',
      }),
    ),
    ...going.filter((c) => !c.needsYou).map(row),
  ];
  return { rows: rows.slice(0, 3), all: rows.length };
}
