import { getCaseForParty } from '#cases';
import { findContactOfCase, levels, reasons } from '#feedback';
import {
  BackLink,
  Clock,
  DeedForm,
  Lamp,
  LinkButton,
  LongNumber,
  Notice,
  NowBox,
  Rating,
  Review,
  sayDate,
  sayDay,
  sayMoment,
  Section,
  Table,
  Timeline,
} from '#kit/plain';
import { headingWords } from '#kit/server';
import { listNoticesOfCase } from '#notices';
import { shanghaiDate } from '#platform/clock';
import { newId } from '#platform/ids';
import { say } from '#platform/text';
import { frame } from '../frame.tsx';
import { type Answer, page, type PageRequest } from '../page.ts';
import { contentRows } from './content-rows.ts';
import { itemNames } from './item-name.ts';
import { mineWords } from './words.ts';

/** Papers that say how a case came out, and why. */
const ending: ReadonlySet<string> = new Set(['grant', 'refusal', 'superseding', 'notAccepted', 'termination']);

/** One case as its own people read it: in whose hands, until when, what is needed from me, what happened. */
export const casePage = page('GET', '/my/cases/:id', 'cases.own', async (request) => drawCase(request));

/** The same with a rating that was sent without a value: what was written stands there again. */
export async function drawCase(
  { visitor, house, params, query }: PageRequest,
  unrated?: { reasons: string[]; comment: string },
): Promise<Answer> {
  const { actor, lang } = visitor;
  const words = mineWords(lang);
  const view = await getCaseForParty(actor, house, params['id'] ?? '');
  const [contact, notices, rows] = await Promise.all([
    findContactOfCase(house.db, view.caseId),
    listNoticesOfCase(house.db, view.caseId),
    contentRows(house, view.versionId, view.values, lang),
  ]);
  const today = shanghaiDate(house.clock.now());
  const itemName = (await itemNames(house, lang))(view);
  const yours = view.desk.some((d) => d.whose === 'you');
  const who = yours
    ? words.inYourHands
    : view.desk.length === 0
      ? say(view.stateName, lang)
      : words.inHands(view.desk.map((d) => d.office ?? say(d.name, lang)).join(lang === 'zh' ? '、' : ', '));
  const due = view.clock.duePromised ?? view.clock.dueStatutory;
  const cells = view.clock.cells;
  const day = cells.filter((cell) => cell.state === 'used' || cell.state === 'today').length;
  // The newest event that brought the outcome: its reason is what somebody who was refused looks for first.
  const decision = view.events.findLast((e) => e.verb !== 'recordService' && e.paper !== null && ending.has(e.paper.kind));
  const ownNotices = notices.filter((n) => n.partyId === actor.personId || n.partyId === actor.forPartyId);
  return {
    status: unrated === undefined ? 200 : 422,
    draw: frame(
      visitor,
      house,
      { title: itemName, current: 'mine', frame: 'task', noindex: true, ...(unrated === undefined ? {} : { errors: 1 }) },
      <div id="case" data-state={view.state} data-seq={view.seq}>
        <BackLink href="/my" text={words.title} />
        <h1>{itemName}</h1>
        <p className="hint num">
          <LongNumber value={view.number} />
        </p>
        {query['done'] === 'corrected' && <Notice tone="ok" status title={words.correctDone} />}
        <NowBox
          who={who}
          parts={headingWords(who)}
          {...(due === null || view.clock.kind === 'none' ? {} : { until: words.latest(sayDate(due, lang)) })}
        >
          {cells.length > 0 ? (
            <Clock
              lang={lang}
              day={Math.max(1, day)}
              of={cells.length}
              lamp={view.clock.lamp}
              say={say(view.clock.say, lang)}
              stopped={view.clock.stands}
            />
          ) : (
            <p id="clock-say">
              <Lamp kind={view.clock.lamp}>{say(view.clock.say, lang)}</Lamp>
            </p>
          )}
        </NowBox>
        {view.rightsFrom !== null && (
          <p id="rights-from">
            {view.rightsFrom.day === null
              ? view.rightsFrom.say !== null && say(view.rightsFrom.say, lang)
              : words.rightsFrom(sayDate(view.rightsFrom.day, lang), view.outcome === 'grant')}
          </p>
        )}
        {view.outcome !== null && (
          <Notice
            tone={view.outcome === 'grant' ? 'ok' : 'warn'}
            title={
              view.outcome === 'grant' ? words.outcomeGrant : view.outcome === 'refuse' ? words.outcomeRefuse : say(view.stateName, lang)
            }
            id="outcome"
          >
            {decision?.words != null && <p>{decision.words}</p>}
            {decision?.paper != null && (
              <p className="seeall">
                <a href={`/my/papers/${decision.paper.id}`}>{say(decision.paper.name, lang)}</a>
              </p>
            )}
          </Notice>
        )}
        {view.needed.map((n) => (
          <Section
            key={n.stepId}
            id={`need-${n.kind}`}
            title={words.needed}
            {...(n.due === null ? {} : { side: words.latest(sayDay(n.due, lang)) })}
          >
            <ul className="rows">
              {n.items.map((item) => (
                <li key={`${item.kind}${item.target}`}>{item.say}</li>
              ))}
            </ul>
            <LinkButton href={`/my/cases/${view.caseId}/answer?step=${n.stepId}`}>
              {n.kind === 'correction' ? words.doCorrect : words.doSupplement}
            </LinkButton>
          </Section>
        ))}
        {view.clocks.length > 0 && (
          <Section id="clocks" title={words.clocks}>
            <ul className="rows">
              {view.clocks.map((clock) => (
                <li key={clock.id}>
                  {say(clock.name, lang)}
                  <p className="hint">
                    {words.clock(clock.days, clock.unit === 'naturalDay', say(clock.from, lang))}
                    {words.clockNow(
                      clock.state,
                      clock.state === 'done' ? sayDay(clock.done ?? '', lang) : clock.due === null ? '' : sayDay(clock.due, lang),
                      clock.late,
                    )}
                  </p>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section id="papers" title={words.papers} side={view.papers.length}>
          <ul className="rows">
            {view.papers.map((paper) => (
              <li key={paper.id}>
                <a href={`/my/papers/${paper.id}.pdf`}>{say(paper.name, lang)}</a> <a href={`/my/papers/${paper.id}`}>{words.printView}</a>
                {paper.servedAt !== null && (
                  <>
                    {' '}
                    <a href={`/my/papers/${paper.id}/service.pdf`}>{words.serviceReceipt}</a>
                  </>
                )}
                <p className="hint">
                  {paper.number} {words.paperDated(sayDay(paper.dated, lang))}
                </p>
              </li>
            ))}
          </ul>
          <p className="seeall">
            <a href="/papers/check">{words.checkPapers}</a>
          </p>
        </Section>
        <Section id="timeline" title={words.timeline}>
          <Timeline
            label={words.timeline}
            events={[
              ...view.ahead.toReversed().map((text, i) => ({ key: `ahead-${i}`, todo: true, lamp: 'you' as const, name: say(text, lang) })),
              ...view.events.toReversed().map((e) => ({
                key: `e-${e.seq}`,
                lamp: 'done' as const,
                name: say(e.say, lang),
                when: `${sayMoment(new Date(e.at), lang)}${e.office === null ? '' : `，${e.office}`}`,
                dateTime: e.at,
                ...(e.words === null ? {} : { line: e.words }),
                ...(e.paper === null ? {} : { links: [{ href: `/my/papers/${e.paper.id}.pdf`, text: say(e.paper.name, lang) }] }),
              })),
            ]}
          />
        </Section>
        {view.rights.length > 0 && (
          <Section id="rights" title={words.rights}>
            <ul className="rows">
              {view.rights.map((r) => (
                <li key={r.zh}>{say(r, lang)}</li>
              ))}
            </ul>
          </Section>
        )}
        {contact !== undefined && (
          <Section id="rate" title={words.rate}>
            {contact.rated ? (
              <p>
                {words.rated}
                <a href="/my/ratings">{words.myRatings}</a>
              </p>
            ) : (
              <Rating
                lang={lang}
                action={`/my/cases/${view.caseId}/rate`}
                hidden={{ contact: contact.id, _key: newId() }}
                values={levels.map((l) => String(l.level))}
                reasons={reasons.map((r) => ({ value: r.code, text: say(r.name, lang) }))}
                {...(unrated === undefined ? {} : { error: words.chooseLevel, typed: unrated })}
              />
            )}
          </Section>
        )}
        {view.erased ? (
          <p>{words.erased}</p>
        ) : (
          <Section id="content" title={words.content}>
            <Review lang={lang} rows={rows} label={words.content} />
            {view.materials.length > 0 && (
              <>
                <h3>{words.materials}</h3>
                <ul className="rows">
                  {view.materials.map((m) => (
                    <li key={m.id}>
                      {m.file === null ? m.name : <a href={`/my/cases/${view.caseId}/files/${m.file.fileId}`}>{m.name}</a>}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </Section>
        )}
        {ownNotices.length > 0 && (
          <Section id="notices" title={words.notices}>
            <Table
              columns={[
                { key: 'when', name: lang === 'zh' ? '时间' : 'When' },
                { key: 'channel', name: lang === 'zh' ? '方式' : 'Channel' },
                { key: 'state', name: lang === 'zh' ? '到哪一步' : 'State' },
              ]}
              rows={ownNotices.map((n) => ({
                key: n.id,
                cells: {
                  when: sayMoment(n.createdAt, lang),
                  channel: words.channel[n.channel] ?? n.channel,
                  state: words.state[n.state] ?? n.state,
                },
              }))}
            />
          </Section>
        )}
        {view.canWithdraw && (
          <Section id="withdraw" title={words.withdraw}>
            <p>{words.withdrawLine}</p>
            <DeedForm action={`/my/cases/${view.caseId}/withdraw`} look="danger" hidden={{ seq: String(view.seq), _key: newId() }}>
              {words.withdraw}
            </DeedForm>
          </Section>
        )}
        <p className="seeall">
          <a href={`/my/views?case=${view.caseId}`}>{words.views}</a>
        </p>
        <p className="hint">
          {words.slip} <span hidden>{today}</span>
        </p>
      </div>,
    ),
  };
}
