import { browse, lifeEvents } from '#catalog';
import { Acts, Hero, LinkButton, OfflineWays, Pair, PlaceRows, SearchBox, Section, Topics } from '#kit/plain';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import { elderHome } from './elder-home.tsx';
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
  if (visitor.elder) return elderHome(visitor, house, total);
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
          {visitor.actor.kind === 'citizen' && (
            <Acts>
              <LinkButton href="/my" look="ghost">
                {say.myCases}
              </LinkButton>
            </Acts>
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
