import { browse, searchItems } from '#catalog';
import { ItemList, ItemRow, NextLinks, SearchBox } from '#kit/plain';
import { headingWords } from '#kit/server';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import { factsOf } from './item-facts.ts';
import { findWords } from './words.ts';

/** 长辈版 is found by its other names too. */
const elderNames = /^(大字版?|老年版|关怀版|长辈版|大字体)$/;

/** 搜索: people's own words; the last row is always a person to ask. */
export const searchPage = page('GET', '/search', 'public', async ({ visitor, house, query }) => {
  const q = (query['q'] ?? '').trim().slice(0, 100);
  if (elderNames.test(q)) return { go: '/?elder=1' };
  const say = findWords(visitor.lang);
  const found = await searchItems(house, q, { limit: 12, lang: visitor.lang });
  // Guesses are few, so that nobody reads a dozen rows that do not fit.
  const answer = found.nearest ? { ...found, hits: found.hits.slice(0, 4) } : found;
  const items = new Map((await browse(house, {})).items.map((item) => [item.entry.key, item]));
  const tel = house.config.telephone;
  return {
    draw: frame(
      visitor,
      house,
      { title: q === '' ? say.searchTitle : `${q} — ${say.searchTitle}`, current: 'find', frame: 'task', noindex: true },
      <>
        <h1>
          {q === '' ? say.searchTitle : answer.hits.length === 0 || answer.nearest ? say.notFound(q) : say.found(answer.hits.length, q)}
        </h1>
        <SearchBox lang={visitor.lang} action="/search" value={q} />
        {answer.say !== null && (
          <p role="status">
            {answer.hits.length > 0 && `${answer.say}${visitor.lang === 'zh' ? '' : ' '}`}
            {answer.next}
          </p>
        )}
        {answer.hits.length > 0 ? (
          <ItemList label={say.itemCount(answer.hits.length)}>
            {answer.hits.map((hit) => {
              const item = items.get(hit.key);
              return (
                <ItemRow
                  key={hit.key}
                  href={`/items/${hit.key}`}
                  name={hit.name}
                  parts={headingWords(hit.name)}
                  who={hit.summary}
                  {...(item === undefined ? {} : { facts: factsOf(item, visitor.lang) })}
                />
              );
            })}
          </ItemList>
        ) : null}
        <NextLinks
          links={[
            ...(answer.hits.length > 0 ? [] : [{ href: '/items', text: say.byLife }]),
            {
              href: `tel:${tel}`,
              text: (
                <>
                  <b>{say.askPeople(tel)}</b> <span className="hint">{say.askPeopleLine}</span>
                </>
              ),
            },
          ]}
        />
      </>,
    ),
  };
});
