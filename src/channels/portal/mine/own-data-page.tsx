import { levels } from '#feedback';
import { documentName, relationKinds } from '#identity';
import { sayDay, sayMoment } from '#kit/plain';
import { type Lang, say } from '#platform/text';
import type { ReactNode } from 'react';
import type { OwnData } from './own-data.ts';
import { ownDataWords } from './own-data.words.ts';

type Kept = readonly { path: string; of: string; name: string }[];

const css = `body{font:1rem/1.7 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.25rem;border-bottom:2px solid #1a1a1a;margin-top:2.5rem}h3{font-size:1.05rem;margin-top:1.75rem}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem;margin:0}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;border-bottom:1px solid #ccc;padding:.35rem .75rem .35rem 0}
@media (max-width:40rem){dl{grid-template-columns:1fr}}`;

/** The page inside the archive: the same data for somebody who reads, without anything from outside. */
export function ownDataPage(data: OwnData, kept: Kept, failed: readonly string[], lang: Lang): ReactNode {
  const w = ownDataWords(lang);
  const { person } = data;
  const source = (fact: string): string => {
    const text = person.sources[fact];
    return text === undefined ? '' : w.from(say(text, lang));
  };
  const facts: [name: string, value: string | null, fact: string][] = [
    [w.name, person.name, 'name'],
    ...person.documents.map((d): [string, string, string] => [say(documentName(d.type), lang), d.number, 'documents']),
    [w.birth, person.birth, 'birth'],
    [w.sex, person.sex === null ? null : w.sexes[person.sex], 'sex'],
    [w.region, person.homeLabel, 'homeRegion'],
    [w.address, person.address, 'address'],
    [w.phone, person.phone, 'phone'],
    [w.email, person.email, 'email'],
  ];
  const files = (of: string): ReactNode => {
    const own = kept.filter((k) => k.of === of);
    return own.length === 0 ? null : (
      <ul>
        {own.map((k) => (
          <li key={k.path}>
            <a href={k.path.split('/').map(encodeURIComponent).join('/')}>{k.name}</a>
          </li>
        ))}
      </ul>
    );
  };
  const content = (rows: readonly { id?: string; name: ReactNode; value: ReactNode }[]): ReactNode => (
    <dl>
      {rows.map((row, n) => (
        <Row key={row.id ?? n} name={row.name}>
          {row.value}
        </Row>
      ))}
    </dl>
  );
  return (
    <html lang={lang === 'zh' ? 'zh-CN' : 'en'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{w.title}</title>
        <style>{css}</style>
      </head>
      <body>
        <h1>{w.title}</h1>
        <p>{w.made(sayMoment(data.madeAt, lang))}</p>
        <p>{w.keepSafe}</p>
        {failed.length > 0 && <p>{w.failed(failed.join(lang === 'zh' ? '、' : ', '))}</p>}
        <h2>{w.person}</h2>
        <p>{w.personWhy}</p>
        <dl>
          {facts
            .filter(([, value]) => value !== null && value !== '')
            .map(([name, value, fact]) => (
              <Row key={`${name}${value}`} name={name}>
                {value} <small>{source(fact)}</small>
              </Row>
            ))}
        </dl>
        {data.relations.length > 0 && (
          <>
            <h3>{w.relations}</h3>
            <ul>
              {data.relations.map((r) => (
                <li key={r.id}>
                  {r.otherName}
                  {w.bracket(say(relationKinds[r.kind] ?? { zh: r.kind }, lang))}
                </li>
              ))}
            </ul>
          </>
        )}
        {data.organisations.length > 0 && (
          <>
            <h3>{w.organisations}</h3>
            <ul>
              {data.organisations.map((o) => (
                <li key={o.partyId}>{o.name}</li>
              ))}
            </ul>
          </>
        )}
        <h2>{w.cases(data.cases.length)}</h2>
        <p>{w.casesWhy}</p>
        {data.cases.map(({ view, rows }) => (
          <section key={view.caseId}>
            <h3>
              {view.itemName} {view.number}
            </h3>
            <p>
              {say(view.stateName, lang)}
              {w.received(sayMoment(new Date(view.receivedAt), lang))}
            </p>
            {content(rows)}
            <ul>
              {view.events.map((e) => (
                <li key={e.seq}>
                  {sayMoment(new Date(e.at), lang)} {say(e.say, lang)}
                  {e.words !== null && w.said(e.words)}
                </li>
              ))}
            </ul>
            {files(view.caseId)}
            {view.papers.some((p) => p.servedAt === null) && <p>{w.unserved}</p>}
          </section>
        ))}
        <h2>{w.drafts(data.drafts.length)}</h2>
        {data.drafts.map(({ view, rows }) => (
          <section key={view.draftId}>
            <h3>{say(view.itemName, lang)}</h3>
            {content(rows)}
            {files(view.draftId)}
          </section>
        ))}
        <h2>{w.visits}</h2>
        <ul>
          {data.visits.map((v) => (
            <li key={v.openedAt.toISOString()}>
              {sayMoment(v.openedAt, lang)} {v.place} {v.reason}
            </li>
          ))}
        </ul>
        <h2>{w.messages}</h2>
        <ul>
          {data.messages.map((m) => (
            <li key={m.id}>
              {sayMoment(m.createdAt, lang)} {m.text}
            </li>
          ))}
        </ul>
        <h2>{w.ratings}</h2>
        <ul>
          {data.ratings.map((r) => (
            <li key={r.ratingId}>
              {sayDay(r.ratedOn, lang)} {r.itemName ?? ''}{' '}
              {say(levels.find((l) => l.level === r.level)?.name ?? { zh: String(r.level) }, lang)}
            </li>
          ))}
        </ul>
        <h2>{w.looks}</h2>
        <table>
          <thead>
            <tr>
              <th>{w.when}</th>
              <th>{w.who}</th>
              <th>{w.what}</th>
              <th>{w.why}</th>
            </tr>
          </thead>
          <tbody>
            {data.looks.map((l, n) => (
              <tr key={n}>
                <td>{sayMoment(l.at, lang)}</td>
                <td>
                  {l.organ} {l.who}
                </td>
                <td>{say(l.what, lang)}</td>
                <td>{l.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </body>
    </html>
  );
}

function Row({ name, children }: { name: ReactNode; children: ReactNode }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
