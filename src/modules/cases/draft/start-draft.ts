import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import type { Tx } from '#platform/db';
import { type Json, problem } from '#platform/errors';
import type { FormSchema } from '#platform/forms';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import type { DraftReceipt } from '../contract.ts';
import { newestVersion } from '../outside/items.ts';
import { mayName, openVisit, partyName } from '../outside/people.ts';
import { ownMatter } from '../record/problems.ts';
import { insertDraft, openDraftsOf, type DraftPartyRow } from './draft.sql.ts';
import { emptyContent, filledOf, prefill } from './draft-content.ts';
import { whatIsKnown } from './offered.ts';

/** What a draft begins with. */
export type StartDraft = {
  handlingKey: string;
  regionCode?: string;
  answers?: Record<string, string>;
  applicantId?: string;
  relation?: string;
  basis?: Json;
};

/** Begun and not ended, by one person: more is a program or a mistake, and each has a key and a row of its own. */
const mostOpen = 60;
const tooManyOpen = () =>
  problem(
    'tooMany',
    'cases.too-many-drafts',
    {
      zh: `没提交的申请已经有${mostOpen}份，不能再开新的。`,
      en: `There are ${mostOpen} applications begun and not submitted; no more can be begun.`,
    },
    { zh: '请到“我的办件”里，把不要的删掉，或者接着填完。', en: 'Discard or finish some of them under “My cases”.' },
  );

/** Begins an application: by the person at home, or by a clerk for the person in the visit. Known fields are filled at once. */
export async function startDraft(actor: Actor, house: House, key: string, input: StartDraft): Promise<DraftReceipt> {
  const { outcome } = await runCommand(actor, house, { verb: 'cases.startDraft', key, content: input as Json }, async (tx) => {
    const at = house.clock.now();
    const version = await newestVersion(tx, input.handlingKey);
    if (version.state !== 'open')
      throw problem(
        'gone',
        'cases.item-closed',
        { zh: '这件事现在暂时不收。', en: 'This item takes no applications at the moment.' },
        { zh: '什么时候能办，请打12345或问窗口。', en: 'Call 12345 or ask at a window.' },
      );
    const people = await whoFor(tx, actor, input);
    if ((await openDraftsOf(tx, people.authorId, mostOpen)) >= mostOpen) throw tooManyOpen();
    const answers = input.answers ?? {};
    const known = await whatIsKnown(tx, actor, house, version.content, people, answers, version.itemKey);
    const content = prefill(version.content.form as FormSchema, emptyContent(answers), known.offered, 1);
    const id = newId();
    const vault = await house.keys.createKey(tx, at, { kind: 'draft', id });
    const applicant = await partyName(tx, people.applicantId);
    const parties: DraftPartyRow[] = [
      { draftId: id, n: 1, role: 'applicant', partyId: applicant.id, name: applicant.name, relation: null, basis: null },
    ];
    if (people.authorId !== people.applicantId) {
      const author = await partyName(tx, people.authorId);
      parties.push({
        draftId: id,
        n: 2,
        role: 'agent',
        partyId: author.id,
        name: author.name,
        relation: people.relation,
        basis: people.basis,
      });
    }
    await insertDraft(
      tx,
      {
        id,
        itemKey: version.itemKey,
        handlingKey: version.handlingKey,
        itemName: version.content.item.name.zh,
        versionId: version.id,
        regionCode: input.regionCode ?? version.content.overlay.region,
        authorId: people.authorId,
        applicantId: people.applicantId,
        applicantName: applicant.name,
        begunDoor: actor.door,
        begunByStaff: actor.kind === 'staff' ? actor.personId : null,
        begunVisit: people.visitId,
        contentSealed: vault.seal({ content, facts: known.facts, known: Object.keys(known.offered) } as unknown as Json, 'cases.draft'),
        filled: filledOf(content),
        atStep: null,
        rev: 1,
        begunAt: at,
        savedAt: at,
        ended: null,
        caseId: null,
      },
      parties,
    );
    await audit(tx, actor, at, {
      word: 'DRAFT_START',
      subject: { kind: 'draft', id },
      details: { item: version.handlingKey, visit: people.visitId },
    });
    return { draftId: id, rev: 1, savedAt: at.toISOString() };
  });
  return outcome;
}

/** How a person says the applicant agreed. Only a word of the list: what a register or a clerk vouches for nobody says of himself. */
const declared = (basis: Json | undefined): Json => {
  const how = typeof basis === 'object' && basis !== null && !Array.isArray(basis) ? basis['how'] : undefined;
  return { how: how === 'paper' || how === 'spoken' || how === 'phone' ? how : 'declared' };
};

type Who = { authorId: string; applicantId: string; relation: string | null; basis: Json; visitId: string | null };

async function whoFor(tx: Tx, actor: Actor, input: StartDraft): Promise<Who> {
  if (actor.kind === 'citizen' && actor.personId !== null) {
    const applicantId = input.applicantId ?? (actor.capacity === 'legalRepresentative' ? actor.forPartyId : null) ?? actor.personId;
    const forOther = applicantId !== actor.personId;
    const represents = actor.forPartyId === applicantId && actor.capacity === 'legalRepresentative';
    if (forOther && !represents && input.relation === undefined)
      throw problem(
        'invalid',
        'cases.relation-missing',
        { zh: '替别人办要写明您是他的什么人。', en: 'Say how you are related to the person you apply for.' },
        { zh: '请选一个关系；没有合适的，可以带上委托书到窗口办。', en: 'Choose a relation, or bring an authorisation to a window.' },
        { fields: [{ field: 'relation', say: { zh: '请选关系', en: 'Choose a relation' } }] },
      );
    if (forOther && !represents) await mayName(tx, actor.personId, applicantId);
    return {
      authorId: actor.personId,
      applicantId,
      relation: forOther ? (input.relation ?? 'legalRepresentative') : null,
      basis: forOther ? (represents ? { how: 'legalRepresentative' } : declared(input.basis)) : null,
      visitId: null,
    };
  }
  const visit = await openVisit(tx, actor);
  if (visit === null)
    throw problem(
      'forbidden',
      'cases.no-visit',
      { zh: '窗口没有开着的来访，不知道是替谁办。', en: 'No visit is open at the window, so it is not known for whom.' },
      { zh: '请先读卡或登记来访。', en: 'Open a visit first.' },
    );
  const applicantId = visit.forPartyId ?? visit.presentPartyId;
  if (actor.personId === applicantId || actor.personId === visit.presentPartyId) throw ownMatter();
  const forOther = applicantId !== visit.presentPartyId;
  return {
    authorId: visit.presentPartyId,
    applicantId,
    relation: forOther ? visit.relation : null,
    basis: forOther ? { how: visit.consent ?? 'spoken', visitId: visit.id } : null,
    visitId: visit.id,
  };
}
