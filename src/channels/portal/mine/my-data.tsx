import { Readable } from 'node:stream';
import { BackLink, Button, Notice, sayMoment, Section } from '#kit/plain';
import { searchAudit } from '#platform/audit';
import { shanghaiDate } from '#platform/clock';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import { ownData } from './own-data.ts';
import { ownDataWords } from './own-data.words.ts';

/** 我的资料: everything the city holds of the reader, to take away; and when it was taken. */
export const myDataPage = page('GET', '/my/data', 'me.read', async ({ visitor, house }) => {
  const { lang, actor } = visitor;
  const words = ownDataWords(lang);
  const taken = await searchAudit(house.db, { word: 'OWN_DATA_EXPORT', actorId: actor.personId ?? '' }, 20);
  return {
    draw: frame(
      visitor,
      house,
      { title: words.title, current: 'mine', frame: 'task', noindex: true },
      <>
        <BackLink href="/my" text={words.back} />
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
        {actor.capacity !== 'self' && <Notice tone="info" title={words.forOrganisation} />}
        <p>{words.inside}</p>
        <Notice tone="warn" title={words.safe} />
        <form method="post" action="/my/data" className="form">
          <Button>{words.take}</Button>
        </form>
        <p className="hint">
          {words.often} {words.notByPaper}
        </p>
        <Section id="taken" title={words.taken}>
          {taken.length === 0 ? (
            <p>{words.never}</p>
          ) : (
            <ul className="rows">
              {taken.map((row) => (
                <li key={row.id} className="num">
                  {sayMoment(row.at, lang)}
                </li>
              ))}
            </ul>
          )}
        </Section>
      </>,
    ),
  };
});

/** The archive itself, written while it flows. */
export const takeMyDataPage = page('POST', '/my/data', 'me.read', async ({ visitor, house }) => ({
  file: Readable.from(await ownData(visitor.actor, house, visitor.lang)),
  type: 'application/zip',
  name: `${ownDataWords(visitor.lang).title}-${shanghaiDate(house.clock.now())}.zip`,
}));
