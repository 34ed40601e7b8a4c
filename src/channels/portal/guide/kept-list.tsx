import { canonicalList, openList } from '#catalog';
import { Acts, LinkButton, ListNumber, Notice, Slip, words as kitWords } from '#kit/plain';
import { headingWords, qrSvg } from '#kit/server';
import { shanghaiDate } from '#platform/clock';
import { say } from '#platform/text';
import { slipSheet } from '../assets.ts';
import { placeRows } from '../find/place-rows.ts';
import { frame } from '../frame.tsx';
import { page, type PageRequest } from '../page.ts';
import { words as portalWords } from '../words.ts';
import { startHref } from './links.ts';
import { hangsOn, ListSections } from './list-sections.tsx';
import { groupChoice, thingsToBring } from './things-to-bring.ts';
import { guideWords } from './words.ts';

async function read({ house, params, raw }: PageRequest) {
  const list = await openList(house, params['number'] ?? '', raw.ip);
  const version = list.newer ?? list.version;
  const today = shanghaiDate(house.clock.now());
  const result = canonicalList(version.content, list.answers, { today });
  return { list, version, result, count: thingsToBring(version.content, result, today) };
}

/** A kept list by its six digits: the same list, any device, thirty days, no person in it. */
export const keptListPage = page('GET', '/lists/:number', 'public', async (request) => {
  const { visitor, house } = request;
  const { lang } = visitor;
  const words = guideWords(lang);
  const { list, version, result, count } = await read(request);
  const name = say(version.content.item.name, lang);
  return {
    draw: frame(
      visitor,
      house,
      { title: `${words.listNumberTitle(list.number)} — ${name}`, current: 'find', frame: 'task', noindex: true },
      <div data-version={version.hash} id="list">
        <h1>{name}</h1>
        {list.newer !== null && <Notice tone="warn" title={words.listOld} />}
        <ListNumber lang={lang} number={list.number} days={words.listValid} qr={qrSvg(`${house.config.publicUrl}/lists/${list.number}`)} />
        <ListSections lang={lang} result={result} count={count} />
        <Acts stack>
          {version.content.online.apply && version.state === 'open' && (
            <LinkButton
              href={startHref(version.handlingKey, Object.fromEntries(Object.entries(list.answers).map(([id, v]) => [id, String(v)])))}
            >
              {words.online}
            </LinkButton>
          )}
          <LinkButton href={`/lists/${list.number}/slip`} look="ghost" icon="printer">
            {words.printSlip}
          </LinkButton>
          <LinkButton href={`/lists/${list.number}/slip?large=1`} look="ghost" icon="printer">
            {words.printLarge}
          </LinkButton>
        </Acts>
      </div>,
    ),
  };
});

/** The list on paper, A5 or large type. */
export const slipPage = page('GET', '/lists/:number/slip', 'public', async (request) => {
  const { visitor, house, query } = request;
  const { lang } = visitor;
  const words = guideWords(lang);
  const { list, version, result, count } = await read(request);
  const places = (await placeRows(house, visitor)).slice(0, 2);
  const onPaper = (status: 'bring' | 'promiseLater') =>
    result.lines
      .filter((l) => l.status === status)
      .map((l) => {
        const group = groupChoice(result, l.group, lang);
        const hint = [
          group === undefined ? '' : kitWords(lang).oneOf(group.names.join(kitWords(lang).comma), group.min),
          hangsOn(result, l, lang),
          l.standard === null ? '' : say(l.standard, lang),
        ].filter(Boolean);
        return { name: say(l.name, lang), ...(hint.length === 0 ? {} : { hint: hint.join(lang === 'zh' ? '。' : '. ') }) };
      });
  const name = say(version.content.item.name, lang);
  return {
    draw: (
      <Slip
        lang={lang}
        cityName={portalWords(lang).cityName(house.config.cityName)}
        styles={[slipSheet()]}
        item={name}
        parts={headingWords(name)}
        number={list.number}
        qr={qrSvg(`${house.config.publicUrl}/lists/${list.number}`)}
        printed={shanghaiDate(house.clock.now())}
        count={count}
        bring={onPaper('bring')}
        later={onPaper('promiseLater')}
        waived={result.lines
          .filter((l) => l.status === 'waived')
          .map((l) => ({ name: say(l.name, lang), ...(l.reason === null ? {} : { hint: say(l.reason, lang) }) }))}
        where={places.map((p) => (
          <p key={p.href}>
            <b>{p.name}</b> {p.line}
          </p>
        ))}
        cannotGo={words.cannotGo(house.config.telephone)}
        howLong={words.howLong(version.content.limits.promised.days)}
        foot={words.slipFoot}
        large={query['large'] === '1'}
      />
    ),
  };
});
