import { listMyCases, listMyDrafts } from '#cases';
import { BigList, CallBox, SearchBox, sayDay } from '#kit/plain';
import { headingWords } from '#kit/server';
import type { House } from '#platform/house';
import { say as inWords } from '#platform/text';
import { frame } from '../frame.tsx';
import { itemNames } from '../mine/item-name.ts';
import { mineWords } from '../mine/words.ts';
import type { Answer } from '../page.ts';
import type { Visitor } from '../visitor.ts';
import { findWords } from './words.ts';

/** Rows of the list: no more than fit in one look. */
const most = 6;

/** 长辈版首页: the telephone, then one list of what this person really uses, own matters first. */
export async function elderHome(visitor: Visitor, house: House, total: number): Promise<Answer> {
  const { actor, lang } = visitor;
  const words = findWords(lang);
  const mine = mineWords(lang);
  const tel = house.config.telephone;
  const signedIn = actor.kind === 'citizen';
  const own = signedIn ? await ownRows(visitor, house) : [];
  return {
    keep: true,
    draw: frame(
      visitor,
      house,
      { title: words.homeTitle, current: 'find', frame: 'task' },
      <>
        <h1>{signedIn ? mine.hello(actor.name) : words.homeQuestion}</h1>
        <CallBox telephone={tel} title={words.elderCall} line={words.elderCallLine(tel)} />
        <BigList
          label={words.homeQuestion}
          rows={[
            ...own,
            ...(signedIn ? [{ href: '/my', name: words.myCases }] : []),
            { href: '/items/elder-allowance', name: words.elderAllowance, line: words.elderAllowanceLine },
            { href: '/places', name: words.goThere, line: words.goThereLine },
            { href: '/status', name: words.statusBySlip, line: words.statusBySlipLine },
          ]
            .slice(0, most - 1)
            .concat({ href: '/items', name: words.elderOther, line: words.itemCount(total) })}
        />
        <SearchBox lang={lang} action="/search" />
      </>,
    ),
  };
}

/** What waits for this person first, then drafts, then what is under way; at most three. */
async function ownRows(visitor: Visitor, house: House): Promise<{ href: string; name: string; parts: string[]; line: string }[]> {
  const { actor, lang } = visitor;
  const words = findWords(lang);
  const mine = mineWords(lang);
  const [cases, drafts, nameOf] = await Promise.all([listMyCases(actor, house, {}), listMyDrafts(actor, house), itemNames(house, lang)]);
  const going = cases.rows.filter((c) => c.lamp !== 'done' || c.needsYou);
  const row = (c: (typeof going)[number]) => {
    const name = words.elderMine(nameOf(c));
    const until = c.due === null ? '' : `${lang === 'zh' ? '，' : ', '}${mine.latest(sayDay(c.due, lang).replace(/（.*?）| \(.*?\)/, ''))}`;
    return {
      href: `/my/cases/${c.caseId}`,
      name,
      parts: headingWords(name),
      line: `${c.needsYou ? mine.needsYou : inWords(c.stateName, lang)}${until}`,
    };
  };
  return [
    ...going.filter((c) => c.needsYou).map(row),
    ...drafts.map((d) => {
      const name = inWords(d.itemName, lang);
      return { href: `/apply/${d.draftId}`, name, parts: headingWords(name), line: words.elderDraft };
    }),
    ...going.filter((c) => !c.needsYou).map(row),
  ].slice(0, 3);
}
