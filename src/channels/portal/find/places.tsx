import { accessibility, findPointByKey, hoursSentence, listWindows, openState, regionLabel } from '#places';
import { Breadcrumb, KnownList, Lamp, PlaceRows } from '#kit/plain';
import { problem } from '#platform/errors';
import { say } from '#platform/text';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import { placeRows } from './place-rows.ts';
import { findWords } from './words.ts';

/** 附近能办的地方. */
export const placesPage = page('GET', '/places', 'public', async ({ visitor, house }) => {
  const words = findWords(visitor.lang);
  const region = await regionLabel(house.db, visitor.region).catch(() => undefined);
  return {
    keep: true,
    draw: frame(
      visitor,
      house,
      {
        title: words.placesTitle,
        current: 'places',
        frame: 'task',
        ...(region === undefined ? {} : { regionName: typeof region === 'string' ? region : say(region, visitor.lang) }),
      },
      <>
        <h1>{words.placesTitle}</h1>
        <p className="lead">{words.placesLead}</p>
        <PlaceRows places={await placeRows(house, visitor)} />
      </>,
    ),
  };
});

/** One place: hours, telephone, what helps people who need it. */
export const placePage = page('GET', '/places/:key', 'public', async ({ visitor, house, params }) => {
  const words = findWords(visitor.lang);
  const point = await findPointByKey(house.db, params['key'] ?? '');
  if (point === undefined)
    throw problem(
      'notFound',
      'portal.no-place',
      { zh: '没有这个地方，可能搬走了。', en: 'There is no such place; it may have moved.' },
      { zh: '看看别的地方，或者打电话问。', en: 'See other places, or call us.' },
    );
  const state = openState(point.hours, house.clock.now(), house.calendar);
  const windows = await listWindows(house.db, point.id);
  const name = point.name;
  return {
    keep: true,
    draw: frame(
      visitor,
      house,
      { title: name, current: 'places', frame: 'task' },
      <>
        <Breadcrumb lang={visitor.lang} crumbs={[{ href: '/places', text: words.placesTitle }]} />
        <h1>{name}</h1>
        <p>
          <Lamp kind={state.open ? 'ok' : 'still'}>
            {state.open
              ? words.openUntil(state.closes ?? '')
              : state.next === null
                ? words.closed
                : words.opensAt(state.next.day, state.next.opens)}
          </Lamp>
        </p>
        <KnownList
          label={visitor.lang === 'zh' ? name : words.placesTitle}
          rows={[
            { name: words.address, value: point.address },
            { name: words.phone, value: <a href={`tel:${point.phone}`}>{point.phone}</a> },
            { name: words.hours, value: say(hoursSentence(point.hours), visitor.lang) },
            ...(point.accessibility.length === 0
              ? []
              : [
                  {
                    name: words.accessible,
                    value: point.accessibility
                      .map((a) => say(accessibility[a] ?? { zh: a }, visitor.lang))
                      .join(visitor.lang === 'zh' ? '、' : ', '),
                  },
                ]),
            ...(windows.length === 0
              ? []
              : [{ name: words.windows, value: windows.map((w) => w.name).join(visitor.lang === 'zh' ? '、' : ', ') }]),
            ...(point.helper === null ? [] : [{ name: words.helper, value: point.helper }]),
          ]}
        />
      </>,
    ),
  };
});
