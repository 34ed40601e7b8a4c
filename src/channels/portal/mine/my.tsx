import { listMyCases, listMyDrafts, listOpenings } from '#cases';
import { listRepresented } from '#identity';
import { Acts, DeedForm, Empty, Lamp, LinkButton, NextLinks, Notice, OwnCases, sayDay, sayMoment, Section } from '#kit/plain';
import { countUnread } from '#notices';
import { newId } from '#platform/ids';
import { say } from '#platform/text';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import { itemNames } from './item-name.ts';
import { ownDataWords } from './own-data.words.ts';
import { sessionsTitle } from './sessions.tsx';
import { mineWords } from './words.ts';

/** 我的: what waits for me first, drafts to go on with, cases with one clock each. */
export const myPage = page('GET', '/my', 'cases.own', async ({ visitor, house }) => {
  const { actor, lang } = visitor;
  const words = mineWords(lang);
  const [drafts, cases, openings, organisations, unread] = await Promise.all([
    listMyDrafts(actor, house),
    listMyCases(actor, house, {}),
    listOpenings(actor, house),
    actor.personId === null ? [] : listRepresented(house.db, actor.personId),
    actor.personId === null ? 0 : countUnread(house.db, actor.personId),
  ]);
  const acting = organisations.find((o) => o.partyId === actor.forPartyId);
  const comma = lang === 'zh' ? '，' : ', ';
  const nameOf = await itemNames(house, lang);
  // These words begin a heading elsewhere; here they go on in a sentence.
  const within = (text: string): string => (lang === 'en' ? text.charAt(0).toLowerCase() + text.slice(1) : text);
  return {
    draw: frame(
      visitor,
      house,
      { title: words.title, current: 'mine', frame: 'task', noindex: true },
      <>
        <h1>{words.title}</h1>
        <p className="lead">{words.hello(actor.name)}</p>
        {acting !== undefined && (
          <Notice tone="info" title={words.actForNow(acting.name)}>
            <DeedForm action="/my/act-for" hidden={{ party: '', _key: newId() }}>
              {words.actSelf}
            </DeedForm>
          </Notice>
        )}
        {openings.map((o) => (
          <Notice key={o.openingId} tone="warn" title={words.openings} status>
            <p>{words.openingLine(o.itemName, o.window)}</p>
            <Acts>
              <DeedForm action="/my/openings" look="solid" hidden={{ opening: o.openingId, yes: '1', _key: newId() }}>
                {words.agree}
              </DeedForm>
              <DeedForm action="/my/openings" hidden={{ opening: o.openingId, yes: '0', _key: newId() }}>
                {words.disagree}
              </DeedForm>
            </Acts>
          </Notice>
        ))}
        {drafts.length > 0 && (
          <OwnCases
            id="drafts"
            title={words.drafts}
            cases={drafts.map((d) => ({
              key: d.draftId,
              name: say(d.itemName, lang),
              state:
                d.applicantName === actor.name
                  ? words.draftSelf(sayMoment(new Date(d.savedAt), lang))
                  : words.draftLine(d.applicantName, sayMoment(new Date(d.savedAt), lang)),
              action: <LinkButton href={`/apply/${d.draftId}`}>{words.goOn}</LinkButton>,
            }))}
          />
        )}
        {cases.rows.length === 0 && drafts.length === 0 ? (
          <Empty title={words.noCases}>
            <p className="seeall">
              <a href="/">{words.noCasesNext}</a>
            </p>
          </Empty>
        ) : (
          cases.rows.length > 0 && (
            <OwnCases
              id="cases"
              title={words.cases}
              cases={cases.rows.map((c) => ({
                key: c.caseId,
                name: nameOf(c),
                state: (
                  <Lamp kind={c.needsYou ? 'you' : c.lamp}>
                    {c.needsYou ? words.needsYou : say(c.stateName, lang)}
                    {c.office !== null && !c.needsYou && c.lamp !== 'done' && `${comma}${within(words.inHands(c.office))}`}
                    {c.due !== null && `${comma}${words.latest(sayDay(c.due, lang))}`}
                  </Lamp>
                ),
                action: (
                  <LinkButton href={`/my/cases/${c.caseId}`} look="ghost">
                    {words.see}
                  </LinkButton>
                ),
              }))}
            />
          )
        )}
        <NextLinks
          links={[
            { href: '/my/messages', text: `${words.messages}${comma}${words.unread(unread)}` },
            { href: '/my/views', text: words.views },
            { href: '/my/ratings', text: words.myRatings },
            { href: '/my/data', text: ownDataWords(lang).title },
            { href: '/my/sessions', text: sessionsTitle(lang) },
          ]}
        />
        {organisations.length > 0 && acting === undefined && (
          <Section id="act-for" title={words.actFor}>
            {organisations.map((o) => (
              <DeedForm key={o.partyId} action="/my/act-for" hidden={{ party: o.partyId, _key: newId() }} block>
                {o.name}
              </DeedForm>
            ))}
          </Section>
        )}
        <DeedForm action="/sign-out">{words.signOut}</DeedForm>
      </>,
    ),
  };
});
