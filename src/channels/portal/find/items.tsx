import { browse, lifeEvents } from '#catalog';
import { Empty, ItemList, ItemRow, SearchBox, Section, Topics } from '#kit/plain';
import { headingWords } from '#kit/server';
import { say } from '#platform/text';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import { departmentName } from './departments.ts';
import { factsOf } from './item-facts.ts';
import { findWords } from './words.ts';

/** 全部事项: browsed by life event, department and object. Plain links, each says how many it leads to. */
export const itemsPage = page('GET', '/items', 'public', async ({ visitor, house, query }) => {
  const words = findWords(visitor.lang);
  const filter = { event: query['event'], department: query['department'], object: query['object'] };
  const { items, counts } = await browse(house, filter);
  const objects: Record<string, string> = {
    natural: words.persons,
    enterprise: words.enterprises,
    selfEmployed: words.selfEmployed,
    organisation: words.organisations,
  };
  const events = lifeEvents as Record<string, { zh: string; en: string }>;
  const eventName = filter.event === undefined ? undefined : events[filter.event];
  const chosen = [
    eventName && say(eventName, visitor.lang),
    filter.department && departmentName(filter.department, visitor.lang),
    filter.object && objects[filter.object],
  ]
    .filter(Boolean)
    .join(visitor.lang === 'zh' ? '、' : ', ');
  const link = (name: 'event' | 'department' | 'object', value: string | undefined): string => {
    const params = new URLSearchParams(
      Object.entries({ ...filter, [name]: value }).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
    const text = params.toString();
    return text === '' ? '/items' : `/items?${text}`;
  };
  const choices = (name: 'event' | 'department' | 'object', tally: Record<string, number>, label: (key: string) => string) => (
    <ul className="links">
      <li>
        <a href={link(name, undefined)} aria-current={filter[name] === undefined ? 'true' : undefined}>
          {words.everything}
        </a>
      </li>
      {Object.entries(tally).map(([key, n]) => (
        <li key={key}>
          <a href={link(name, key)} aria-current={filter[name] === key ? 'true' : undefined}>
            {label(key)}
            <span className="hint"> {n}</span>
          </a>
        </li>
      ))}
    </ul>
  );
  // A list longer than a screen or two is narrowed before it is read.
  const long = filter.event === undefined && items.length > 12;
  const byEvent = (
    <Section id="by-event" title={words.byEvent}>
      {long ? (
        <Topics
          topics={Object.keys(lifeEvents)
            .filter((key) => (counts.events[key] ?? 0) > 0)
            .map((key) => ({
              href: link('event', key),
              name: say(events[key] ?? { zh: key }, visitor.lang),
              line: words.itemCount(counts.events[key] ?? 0),
            }))}
        />
      ) : (
        choices('event', counts.events, (key) => say(events[key] ?? { zh: key }, visitor.lang))
      )}
    </Section>
  );
  return {
    keep: true,
    draw: frame(
      visitor,
      house,
      { title: chosen === '' ? words.listTitle : words.filtered(chosen), current: 'find' },
      <>
        <h1>{chosen === '' ? words.listTitle : words.filtered(chosen)}</h1>
        <SearchBox lang={visitor.lang} action="/search" />
        {long && byEvent}
        {items.length === 0 ? (
          <Empty title={words.notFound(chosen)}>
            <p className="seeall">
              <a href="/items">{words.everything}</a>
            </p>
          </Empty>
        ) : (
          <ItemList label={words.itemCount(items.length)}>
            {items.map((item) => (
              <ItemRow
                key={item.entry.key}
                href={`/items/${item.entry.key}`}
                name={say(item.entry.name, visitor.lang)}
                parts={headingWords(say(item.entry.name, visitor.lang))}
                who={say(item.entry.summary, visitor.lang)}
                facts={factsOf(item, visitor.lang)}
              />
            ))}
          </ItemList>
        )}
        {!long && byEvent}
        <Section id="by-department" title={words.byDepartment}>
          {choices('department', counts.departments, (key) => departmentName(key, visitor.lang))}
        </Section>
        <Section id="by-object" title={words.byObject}>
          {choices('object', counts.objects, (key) => objects[key] ?? key)}
        </Section>
      </>,
    ),
  };
});
