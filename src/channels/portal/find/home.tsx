import { browse, lifeEvents } from '#catalog';
import { Hero, Lamp, LinkButton, OfflineWays, OwnCases, Pair, PlaceRows, SearchBox, Section, Topics } from '#kit/plain';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import { elderHome } from './elder-home.tsx';
import { mineWords } from '../mine/words.ts';
import { ownMatters } from './own-matters.ts';
import { placeRows } from './place-rows.ts';
import { findWords } from './words.ts';

/** 首页: one question, life events, places, the ways without internet. */
export const homePage = page('GET', '/', 'public', async ({ visitor, house }) => {
  const say = findWords(visitor.lang);
  const { counts, total } = await browse(house, {});
  const places = (await placeRows(house, visitor)).slice(0, 3);
  const topics = Object.entries(lifeEvents)
    .filter(([key]) => (counts.events[key] ?? 0) > 0)
    .map(([key, event]) => ({
      href: `/items?event=${key}`,
      name: visitor.lang === 'en' ? event.en : event.zh,
      line: say.itemCount(counts.events[key] ?? 0),
    }));
  const tel = house.config.telephone;
  const own = await ownMatters(visitor, house);
  if (visitor.elder)
    return elderHome(
      visitor,
      house,
      topics.filter((t) => t.href === '/items?event=aging'),
      total,
    );
  return {
    keep: true,
    draw: frame(
      visitor,
      house,
      { title: say.homeTitle, current: 'find', frame: 'bare' },
      <>
        <Hero>
          <h1>{say.homeQuestion}</h1>
          <SearchBox
            lang={visitor.lang}
            action="/search"
            asks={say.asks.map((text) => ({ href: `/search?q=${encodeURIComponent(text)}`, text }))}
          />
        </Hero>
        <div className="w">
          {own.all > 0 && (
            <OwnCases
              id="own"
              title={say.ownTitle(visitor.actor.name, own.all)}
              cases={own.rows.map((m) => ({
                key: m.href,
                name: m.name,
                state: <Lamp kind={m.lamp}>{m.line}</Lamp>,
                action: (
                  <LinkButton href={m.href} look={m.kind === 'draft' ? 'solid' : 'ghost'}>
                    {m.kind === 'draft' ? mineWords(visitor.lang).goOn : mineWords(visitor.lang).see}
                    <span className="vh">{m.name}</span>
                  </LinkButton>
                ),
              }))}
            />
          )}
          {visitor.actor.kind === 'citizen' && (
            <p className="seeall">
              <a href="/my">{say.myCases}</a>
            </p>
          )}
          <Section id="topics" title={say.byLife}>
            <Topics topics={topics} />
            <p className="seeall">
              <a href="/items">{say.allItems(total)}</a>
            </p>
          </Section>
          <Pair>
            <Section id="places" title={say.placesNear}>
              <PlaceRows places={places} />
              <p className="seeall">
                <a href="/places">{say.morePlaces}</a>
              </p>
            </Section>
            <Section id="offline" title={say.offline}>
              <OfflineWays
                ways={[
                  { icon: 'phone', name: <a href={`tel:${tel}`}>{say.callTitle(tel)}</a>, line: say.callLine },
                  { icon: 'building-2', name: <a href="/places">{say.goThere}</a>, line: say.goThereLine },
                  { icon: 'search', name: <a href="/status">{say.statusBySlip}</a>, line: say.statusBySlipLine },
                ]}
              />
            </Section>
          </Pair>
        </div>
      </>,
    ),
  };
});
