import { BigList, CallBox, SearchBox } from '#kit/plain';
import { headingWords } from '#kit/server';
import type { House } from '#platform/house';
import { frame } from '../frame.tsx';
import { mineWords } from '../mine/words.ts';
import type { Answer } from '../page.ts';
import type { Visitor } from '../visitor.ts';
import { ownMatters } from './own-matters.ts';
import { findWords } from './words.ts';

/** Rows of the list: no more than fit in one look. */
const most = 6;

/** 长辈版首页: the telephone, then one list of what this person really uses, own matters first. */
export async function elderHome(
  visitor: Visitor,
  house: House,
  topics: readonly { href: string; name: string; line: string }[],
  total: number,
): Promise<Answer> {
  const { actor, lang } = visitor;
  const words = findWords(lang);
  const mine = mineWords(lang);
  const tel = house.config.telephone;
  const signedIn = actor.kind === 'citizen';
  const { rows: own } = await ownMatters(visitor, house);
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
            ...own.map(({ kind, href, name, line }) => {
              const title = kind === 'case' ? words.elderMine(name) : name;
              return { href, name: title, parts: headingWords(title), line };
            }),
            ...(signedIn ? [{ href: '/my', name: words.myCases }] : []),
            ...topics,
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
