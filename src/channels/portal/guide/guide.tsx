import type { ReactNode } from 'react';
import { canonicalList, type ItemVersion, itemTypes, listHandlings } from '#catalog';
import {
  Acts,
  Breadcrumb,
  CanList,
  FourCells,
  LinkButton,
  MaterialRow,
  MaterialTable,
  NextLinks,
  Notice,
  Section,
  SideBox,
  Steps,
  Table,
  TwoColumns,
  type MaterialState,
} from '#kit/plain';
import { headingWords } from '#kit/server';
import { shanghaiDate } from '#platform/clock';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { say } from '#platform/text';
import { placeRows } from '../find/place-rows.ts';
import { findWords } from '../find/words.ts';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import type { Visitor } from '../visitor.ts';
import { startHref } from './links.ts';
import { GroupLines } from './list-sections.tsx';
import { thingsToBring } from './things-to-bring.ts';
import { guideWords } from './words.ts';

/** 办事指南: everything of one version, the same bytes every door draws (I1). `?kind=` chooses among several handlings. */
export const guidePage = page('GET', '/items/:key', 'public', async ({ visitor, house, params, query }) => {
  const versions = await listHandlings(house.db, params['key'] ?? '');
  const version = versions.find((v) => v.content.handling.key === query['kind']) ?? versions[0];
  if (version === undefined)
    throw problem(
      'notFound',
      'portal.no-item',
      { zh: '没有找到这件事。', en: 'There is no such item.' },
      { zh: '换个说法搜一搜，或者打电话问。', en: 'Search in other words, or call us.' },
    );
  return { keep: true, draw: await drawGuide(visitor, house, versions, version) };
});

/** The guide of one version among its kinds of handling; previews of what is not published yet are drawn by the same. */
export async function drawGuide(
  visitor: Visitor,
  house: House,
  versions: readonly ItemVersion[],
  version: ItemVersion,
): Promise<ReactNode> {
  const { lang } = visitor;
  const words = guideWords(lang);
  const c = version.content;
  const today = shanghaiDate(house.clock.now());
  const list = canonicalList(c, {}, { today });
  const name = say(c.item.name, lang);
  const count = thingsToBring(c, list, today);
  const stateOf = (line: (typeof list.lines)[number]): MaterialState =>
    line.depends
      ? 'onlyIf'
      : line.status === 'waived'
        ? 'waived'
        : line.status === 'promiseLater'
          ? 'later'
          : line.status === 'optional'
            ? 'optional'
            : 'bring';
  const places = (await placeRows(house, visitor)).slice(0, 3);
  const questionText = (id: string): string => {
    const question = c.questions.find((q) => q.id === id);
    return question === undefined ? '' : say(question.text, lang);
  };
  const open = version.state === 'open';
  const kindQuery = versions.length > 1 ? `?kind=${c.handling.key}` : '';
  const sample = (source: string | undefined): string => (source === 'example' ? `（${words.sample}）` : '');
  return frame(
    visitor,
    house,
    { title: name, current: 'find' },
    <>
      <Breadcrumb
        lang={lang}
        crumbs={[
          { href: '/', text: findWords(lang).homeTitle },
          { href: '/items', text: findWords(lang).listTitle },
        ]}
      />
      <div data-version={version.hash} data-number={version.number} id="guide">
        <h1>{headingWords(name).map((part, i) => (i === 0 ? part : [<wbr key={i} />, part]))}</h1>
        <p className="lead" id="summary">
          {say(c.item.summary, lang)}
        </p>
        {versions.length > 1 && (
          <Section id="kinds" title={words.kinds}>
            <NextLinks
              links={versions.map((v) => ({
                href: `/items/${c.item.key}?kind=${v.content.handling.key}`,
                text: v.id === version.id ? <b>{say(v.content.handling.name, lang)}</b> : say(v.content.handling.name, lang),
              }))}
            />
          </Section>
        )}
        {!open && (
          <Notice tone="warn" title={words.paused}>
            <p>{words.pausedNext}</p>
          </Notice>
        )}
        <FourCells
          cells={[
            { figure: String(c.visits.count), unit: words.times, name: words.visits, id: 'cell-visits' },
            c.caseType === 'instant'
              ? { figure: words.onTheSpot, name: words.days, id: 'cell-days' }
              : { figure: String(c.limits.promised.days), unit: words.workdays, name: words.days, id: 'cell-days' },
            {
              figure: count.least === count.most ? String(count.most) : words.range(count.least, count.most),
              unit: words.things,
              name: words.prepare,
              id: 'cell-things',
            },
            { figure: words.free, name: words.fee, id: 'cell-fee' },
          ]}
        />
        {open && (
          <>
            <Acts stack>
              <LinkButton href={`/items/${c.item.key}/list${kindQuery}`} id="to-list">
                {words.myList}
              </LinkButton>
              {c.online.apply ? (
                <LinkButton href={startHref(version.handlingKey, {})} look="ghost" id="to-start">
                  {words.startNow}
                </LinkButton>
              ) : (
                <LinkButton href="/places" look="ghost">
                  {words.startOffline}
                </LinkButton>
              )}
            </Acts>
            <p className="hint">{words.questionsLine(c.questions.length)}</p>
          </>
        )}
        <TwoColumns
          label={words.noPrescribed}
          aside={
            <>
              <SideBox title={words.noPrescribed}>
                <NextLinks
                  links={[
                    ...places.map((p) => ({
                      href: p.href,
                      text: (
                        <>
                          <b>{p.name}</b>
                          <span className="hint"> {p.now}</span>
                        </>
                      ),
                    })),
                    { href: `tel:${house.config.telephone}`, text: <b>{words.call(house.config.telephone)}</b> },
                  ]}
                />
              </SideBox>
              <SideBox title={words.takeAway}>
                <NextLinks links={[{ href: `/items/${c.item.key}/list${kindQuery}`, text: <b>{words.myList}</b> }]} />
              </SideBox>
            </>
          }
        >
          <Section id="who" title={words.whoCan}>
            <CanList rows={list.conditions.map((condition) => ({ id: `c-${condition.id}`, ok: true, text: say(condition.text, lang) }))} />
          </Section>
          <Section id="materials" title={words.whatToBring}>
            <GroupLines lang={lang} result={list} />
            <MaterialTable lang={lang}>
              {list.lines.map((line) => (
                <MaterialRow
                  key={line.id}
                  id={`m-${line.id}`}
                  lang={lang}
                  name={say(line.name, lang)}
                  state={stateOf(line)}
                  why={[
                    line.reason === null ? '' : say(line.reason, lang),
                    line.depends && line.dependsOn[0] !== undefined ? words.depends(questionText(line.dependsOn[0])) : '',
                    line.standard === null ? '' : say(line.standard, lang),
                  ]
                    .filter(Boolean)
                    .join(lang === 'zh' ? '' : ' ')}
                />
              ))}
            </MaterialTable>
          </Section>
          <Section id="steps" title={words.how}>
            <Steps
              steps={[
                { name: words.youApply, line: words.youApplyLine },
                ...c.steps.map((step) => ({
                  name: say(step.name, lang),
                  ...(step.days === undefined || step.days === 0 ? {} : { line: words.stepDays(step.days) }),
                })),
              ]}
            />
            <p id="limits">
              {words.limits(c.limits.promised.days, c.limits.statutory.days)}
              {sample(c.limits.promised.source)}
            </p>
            {c.publicity !== undefined && (
              <p id="publicity">
                {words.publicity(c.publicity.days, c.publicity.unit === 'naturalDay', c.publicity.inLimit)}
                {c.publicity.where !== undefined && say(c.publicity.where, lang)}
                {sample(c.publicity.source)}
              </p>
            )}
            {c.clocks !== undefined && (
              <ul className="rows" id="clocks">
                {c.clocks.map((clock) => (
                  <li key={clock.id}>
                    {say(clock.name, lang)}：{words.clock(clock.days, clock.unit === 'naturalDay', say(clock.from, lang))}
                    {sample(clock.source)}
                  </li>
                ))}
              </ul>
            )}
          </Section>
          {c.amounts.length > 0 && (
            <Section id="amounts" title={words.amounts}>
              <Table
                columns={[
                  { key: 'label', name: words.amountName },
                  { key: 'value', name: words.amountValue, figure: true },
                ]}
                rows={c.amounts.map((a) => ({
                  key: say(a.label, lang),
                  cells: { label: say(a.label, lang), value: `${say(a.value, lang)}${sample(a.source)}` },
                }))}
              />
            </Section>
          )}
          {c.effect !== undefined && (
            <Section id="effect" title={c.effect.starts === undefined ? words.afterwards : words.effect}>
              {c.effect.starts !== undefined && <p>{say(c.effect.starts, lang)}</p>}
              {c.effect.note !== undefined && <p className="hint">{say(c.effect.note, lang)}</p>}
            </Section>
          )}
          <Section id="rights" title={words.refused}>
            <p>{words.refusedLine}</p>
            <ul className="rows">
              {c.regime.rights.map((right) => (
                <li key={right.kind}>{say(right.text, lang)}</li>
              ))}
            </ul>
          </Section>
          {c.item.faq.length > 0 && (
            <Section id="faq" title={words.faq}>
              {c.item.faq.map((f) => (
                <details key={say(f.q, 'zh')}>
                  <summary>{say(f.q, lang)}</summary>
                  <p>{say(f.a, lang)}</p>
                </details>
              ))}
            </Section>
          )}
          <details className="basis">
            <summary>{words.basis}</summary>
            <dl className="known">
              <div>
                <dt>{words.legalName}</dt>
                <dd lang="zh-CN">{c.item.legalName.zh}</dd>
              </div>
              <div>
                <dt>{words.itemType}</dt>
                <dd lang="zh-CN">
                  {itemTypes[c.item.type]}（{c.item.type}）
                </dd>
              </div>
              {c.item.basic !== undefined && (
                <div>
                  <dt>{words.basic}</dt>
                  <dd className="num">{c.item.basic}</dd>
                </div>
              )}
              <div>
                <dt>{words.legalBasis}</dt>
                <dd lang="zh-CN">
                  {c.item.legalBasis.map((b) => (
                    <p key={b.text.zh}>{b.text.zh}</p>
                  ))}
                </dd>
              </div>
            </dl>
          </details>
          <p className="hint" id="version-line">
            {words.versionLine(version.number, shanghaiDate(version.publishedAt))}
          </p>
        </TwoColumns>
      </div>
    </>,
  );
}
