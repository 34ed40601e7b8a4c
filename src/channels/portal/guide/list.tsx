import { canonicalList, type Evaluation, type ItemVersion, listHandlings, makeListNumber } from '#catalog';
import { Acts, Answers, BackLink, DeedForm, LinkButton, LinkList, Notice, Question, sayDate, Section } from '#kit/plain';
import { headingWords } from '#kit/server';
import { shanghaiDate } from '#platform/clock';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { say, type Lang } from '#platform/text';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import type { Visitor } from '../visitor.ts';
import { answersOf, listHref, type SituationAnswers, startHref } from './links.ts';
import { ListSections } from './list-sections.tsx';
import { thingsToBring } from './things-to-bring.ts';
import { guideWords } from './words.ts';

/** Value of 说不准: an answer outside the options, so that it counts as unknown and a person looks. */
export const unsure = 'unsure';

async function find(house: House, key: string, kind: string | undefined): Promise<{ version: ItemVersion; several: boolean }> {
  const versions = await listHandlings(house.db, key);
  const version = versions.find((v) => v.content.handling.key === kind) ?? versions[0];
  if (version === undefined)
    throw problem(
      'notFound',
      'portal.no-item',
      { zh: '没有找到这件事。', en: 'There is no such item.' },
      { zh: '换个说法搜一搜，或者打电话问。', en: 'Search in other words, or call us.' },
    );
  return { version, several: versions.length > 1 };
}

/** 我的清单: one question a page, then exactly what this person needs. Answers stand in the address; they name nobody. */
export const listPage = page('GET', '/items/:key/list', 'public', async ({ visitor, house, params, query }) => {
  const { version, several } = await find(house, params['key'] ?? '', query['kind']);
  const kind = several ? version.content.handling.key : undefined;
  const answers = answersOf(query);
  const today = shanghaiDate(house.clock.now());
  const result = canonicalList(version.content, answers, { today });
  // 说不准 is a step taken: the question is not asked again, its fact stays unknown.
  const next = result.questions.find((q) => q.answer === null && answers[q.id] !== unsure);
  const changing = result.questions.find((q) => q.id === query['change']);
  const asked = changing ?? next;
  const stopped = result.outcome.kind !== 'apply' && result.outcome.kind !== 'asks';
  if (asked !== undefined && (changing !== undefined || !stopped))
    return { draw: ask(visitor, house, version, result, asked, answers, kind, query['error'] === '1') };
  return { draw: drawList(visitor, house, version, result, answers, kind) };
});

function said(version: ItemVersion, result: Evaluation, answers: SituationAnswers, kind: string | undefined, lang: Lang) {
  return result.questions
    .filter((q) => answers[q.id] !== undefined)
    .map((q) => {
      const option = q.options.find((o) => o.value === q.answer);
      return {
        question: say(q.text, lang),
        answer: option === undefined ? guideWords(lang).unsure : say(option.text, lang),
        href: `${listHref(version.itemKey, kind, answers)}&change=${q.id}`,
      };
    });
}

function ask(
  visitor: Visitor,
  house: House,
  version: ItemVersion,
  result: Evaluation,
  question: Evaluation['questions'][number],
  answers: SituationAnswers,
  kind: string | undefined,
  error: boolean,
) {
  const { lang } = visitor;
  const words = guideWords(lang);
  const name = say(version.content.item.name, lang);
  const at = result.questions.findIndex((q) => q.id === question.id);
  const text = say(question.text, lang);
  const { [question.id]: before, ...others } = answers;
  const previous = result.questions[at - 1];
  return frame(
    visitor,
    house,
    { title: `${text} — ${name}`, current: 'find', frame: 'task', noindex: true, ...(error ? { errors: 1 } : {}) },
    <>
      <BackLink
        href={previous === undefined ? `/items/${version.itemKey}` : `${listHref(version.itemKey, kind, answers)}&change=${previous.id}`}
        text={previous === undefined ? name : say(previous.text, lang)}
      />
      <Question
        lang={lang}
        name={`a.${question.id}`}
        text={text}
        parts={headingWords(text)}
        over={words.questionOver(name, at + 1, result.questions.length)}
        options={question.options.map((o) => ({
          value: o.value,
          text: say(o.text, lang),
          ...(o.hint === undefined ? {} : { hint: say(o.hint, lang) }),
        }))}
        notSure={unsure}
        {...(before === undefined ? {} : { chosen: before })}
        {...(error ? { error: words.pickOne } : {})}
        {...(question.why === undefined ? {} : { why: say(question.why, lang) })}
        method="get"
        action={`/items/${version.itemKey}/answer`}
        hidden={{
          ...Object.fromEntries(Object.entries(others).map(([id, value]) => [`a.${id}`, value])),
          ...(kind === undefined ? {} : { kind }),
          asked: question.id,
        }}
        submit={words.next}
      />
      <Answers lang={lang} answers={said(version, result, others, kind, lang)} />
    </>,
  );
}

/** Takes an answer; without one the question is asked again with a word why. */
export const answerPage = page('GET', '/items/:key/answer', 'public', async ({ params, query }) => {
  const answers = answersOf(query);
  const asked = query['asked'] ?? '';
  const href = listHref(params['key'] ?? '', query['kind'], answers);
  if (asked !== '' && answers[asked] === undefined)
    return { go: `${href}${href.includes('?') ? '&' : '?'}change=${encodeURIComponent(asked)}&error=1` };
  return { go: href };
});

/** The list of a version for given answers; previews of what is not published yet are drawn by the same. */
export function drawList(
  visitor: Visitor,
  house: House,
  version: ItemVersion,
  result: Evaluation,
  answers: SituationAnswers,
  kind: string | undefined,
) {
  const { lang } = visitor;
  const words = guideWords(lang);
  const c = version.content;
  const name = say(c.item.name, lang);
  const tel = house.config.telephone;
  const count = thingsToBring(c, result, shanghaiDate(house.clock.now()));
  const notMet = result.conditions.filter((condition) => condition.state === 'notMet');
  const apply = result.outcome.kind === 'apply' || result.outcome.kind === 'asks';
  const title = apply
    ? words.onlyThings(count.least, count.most)
    : result.outcome.kind === 'notNeeded'
      ? words.notNeeded
      : result.outcome.kind === 'elsewhere'
        ? words.elsewhere
        : result.outcome.kind === 'notYet'
          ? words.notYet
          : words.otherItem;
  return frame(
    visitor,
    house,
    { title: `${title} — ${name}`, current: 'find', frame: 'task', noindex: true },
    <div data-version={version.hash} id="list" data-outcome={result.outcome.kind}>
      <BackLink href={`/items/${version.itemKey}`} text={name} />
      <h1>{title}</h1>
      {!apply && (
        <Notice tone="warn">
          {result.outcome.say !== undefined && <p id="outcome-say">{say(result.outcome.say, lang)}</p>}
          {result.outcome.next !== undefined && <p>{say(result.outcome.next, lang)}</p>}
          {result.outcome.item !== undefined && (
            <p className="seeall">
              <a href={`/items/${result.outcome.item}`}>{words.goOtherItem}</a>
            </p>
          )}
        </Notice>
      )}
      <Answers lang={lang} answers={said(version, result, answers, kind, lang)} />
      {apply && notMet.length > 0 && (
        <Notice tone="warn" title={words.conditionNotMet}>
          {notMet.map((condition) => (
            <p key={condition.id} id={`c-${condition.id}`}>
              {condition.say !== undefined && say(condition.say, lang)} {condition.next !== undefined && say(condition.next, lang)}
            </p>
          ))}
          <p className="hint">{words.anywayLine}</p>
        </Notice>
      )}
      {apply && (
        <>
          <ListSections lang={lang} result={result} count={count} />
          {result.rightsFrom !== undefined && result.rightsFrom.day !== null && (
            <p id="rights-from">{words.rightsFrom(sayDate(result.rightsFrom.day, lang))}</p>
          )}
          <Section id="ways" title={words.allWays}>
            <Acts stack>
              {c.online.apply && version.state === 'open' && (
                <LinkButton href={startHref(version.handlingKey, answers)} id="to-start">
                  {words.online}
                </LinkButton>
              )}
            </Acts>
            <DeedForm
              action="/lists"
              hidden={{ version: version.id, ...Object.fromEntries(Object.entries(answers).map(([id, value]) => [`a.${id}`, value])) }}
              id="get-number"
              block
            >
              {words.getNumber}
            </DeedForm>
            <p className="hint">{words.getNumberLine}</p>
            <LinkList
              links={[
                { href: '/places', text: words.nearest, icon: 'map-pin' },
                { href: `tel:${tel}`, text: words.call(tel), icon: 'phone' },
              ]}
            />
          </Section>
        </>
      )}
      {!apply && c.online.apply && version.state === 'open' && (
        <Section id="anyway" title={words.anyway}>
          <p>{words.anywayLine}</p>
          <LinkButton href={startHref(version.handlingKey, answers)} look="ghost">
            {words.online}
          </LinkButton>
        </Section>
      )}
      <p className="seeall">
        <a href={listHref(version.itemKey, kind, {})}>{words.askAgain}</a>
      </p>
    </div>,
  );
}

/** Keeps a list for 30 days under six digits and shows it. */
export const makeListPage = page('POST', '/lists', 'public', async ({ visitor, house, posted, raw }) => {
  const answers = answersOf(
    Object.fromEntries(Object.entries(posted).filter((pair): pair is [string, string] => typeof pair[1] === 'string')),
  );
  const made = await makeListNumber(visitor.actor, house, {
    versionId: String(posted['version'] ?? ''),
    region: visitor.region,
    answers,
    today: shanghaiDate(house.clock.now()),
    caller: raw.ip,
  });
  return { go: `/lists/${made.number}` };
});
