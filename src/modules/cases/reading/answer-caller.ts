import type { Actor } from '#platform/actor';
import { audit, clearView } from '#platform/audit';
import { type Day, shanghaiDate } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import { type FormSchema, labelOf } from '#platform/forms';
import type { House } from '#platform/house';
import { limit } from '#platform/limits';
import type { Text } from '#platform/text';
import { ownCase } from '../cases.policy.ts';
import type { CallerAnswer } from '../contract.ts';
import type { Regime } from '../lifecycle/regime.ts';
import { type ItemVersion, versionById } from '../outside/items.ts';
import { isOwnMatter, partyBornOn, partyName } from '../outside/people.ts';
import { listMaterials, type LoadedCase, readCase } from '../record/case.sql.ts';
import { raise } from '../record/problems.ts';
import { callerSentence } from './caller-sentence.ts';
import { findBySlip } from './case-reading.sql.ts';
import { openSealed } from './case-words.ts';
import { neededOf } from './needed.ts';
import { slipDigits } from './status-by-slip.ts';

const unknown = (): Problem =>
  problem(
    'notFound',
    'cases.caller-unknown',
    { zh: '查询码和出生日期没有对上。', en: 'Slip code and date of birth do not match.' },
    {
      zh: '请对方照回执再念一遍；还对不上，请他带证件到窗口查。',
      en: 'Ask the caller to read the slip again; if it still fails, to come to a window with the document.',
    },
  );

/**
 * 来电查询: what a caller hears who knows the slip code and the applicant's date of birth. One sentence, nothing else of
 * the case or the person; a wrong code and a wrong date are one and the same answer. It needs no scope of the clerk's: it
 * is the caller's own code that opens it. Each look is written down for the person to read, each try in the audit.
 * @throws Problem notFound `cases.caller-unknown`, forbidden `cases.own-case`, tooMany.
 */
export async function answerCaller(actor: Actor, house: House, input: { code: string; birth: Day }): Promise<CallerAnswer> {
  const at = house.clock.now();
  const digits = slipDigits(input.code);
  // Tries are counted whatever they come to: by clerk, by code (a birth date is soon guessed), and in all.
  await limit(house, at, { scope: 'cases.caller', key: actor.personId ?? '-', max: 60, perSeconds: 600 });
  await limit(house, at, { scope: 'cases.caller-code', key: digits, max: 8, perSeconds: 3600 });
  await limit(house, at, { scope: 'cases.caller-all', key: 'all', max: 3000, perSeconds: 600 });
  const caseId = /^\d{12}$/.test(digits) ? await findBySlip(house.db, house.keys.lookupHashes('cases.slip', digits)) : undefined;
  const c = caseId === undefined ? undefined : await readCase(house.db, caseId);
  const matched = c !== undefined && (await isCallers(house, c, input.birth));
  const own = matched && (await isOwnMatter(house.db, actor, c.parties));
  const said = matched && !own ? await sentenceOf(house, c, at) : null;
  await inTransaction(house.db, async (tx) => {
    // Whoever stands at the window meanwhile has nothing to do with the call.
    await audit(tx, { ...actor, visitId: null, forPartyId: null }, at, {
      word: 'CALLER_ANSWERED',
      ...(c === undefined ? {} : { subject: { kind: 'case', id: c.id } }),
      details: { matched },
    });
    if (said !== null && c !== undefined)
      await clearView(tx, actor, at, {
        partyId: c.applicantId,
        caseId: c.id,
        what: 'status',
        reason: '来电',
        ground: { kind: 'party', id: c.applicantId },
      });
  });
  if (own) throw raise(ownCase(), 'forbidden');
  if (said === null) throw unknown();
  return { say: said };
}

/** The applicant's date of birth; for an organisation that of whoever acts for it in this case. */
async function isCallers(house: House, c: LoadedCase, birth: Day): Promise<boolean> {
  const applicant = await partyName(house.db, c.applicantId);
  const people =
    applicant.kind === 'natural'
      ? [c.applicantId]
      : c.parties.filter((p) => ['agent', 'guardian', 'contact'].includes(p.role)).map((p) => p.partyId);
  for (const partyId of people) if (await partyBornOn(house.db, house, partyId, birth)) return true;
  return false;
}

async function sentenceOf(house: House, c: LoadedCase, at: Date): Promise<Text> {
  const version = await versionById(house.db, c.versionId);
  const today = shanghaiDate(at);
  const sealed = await openSealed(house.db, house, c);
  const needed = neededOf(c, c.steps, sealed?.words ?? new Map(), await listMaterials(house.db, c), today);
  const holders = c.steps.flatMap((s) => (s.kind === 'escalation' || s.organName === null ? [] : [s.organName]));
  const named = holders.length > 0 ? holders : [c.organName ?? c.receivingOrganName].filter((name) => name !== null);
  return callerSentence(
    {
      c,
      itemName: { ...version.content.item.name, zh: c.itemName },
      offices: [...new Set(named)],
      asked: needed.map(({ kind, items, due }) => ({ kind, due, names: namesOf(version, items) })),
      pauseName: (version.content.regime as Regime).pauses.find((p) => p.kind === c.pauseKind)?.name ?? null,
    },
    today,
  );
}

/** What is asked by the names the item gives it; what an officer wrote about it may name a person and is not read out. */
function namesOf({ content }: ItemVersion, items: readonly { kind: string; target: string }[]): Text[] {
  const names = items.map((i): Text => {
    if (i.kind === 'material') return content.materials.find((m) => m.id === i.target)?.name ?? other;
    const field = i.kind === 'field' ? (content.form as FormSchema).properties[i.target] : undefined;
    return field === undefined ? other : labelOf(field, i.target);
  });
  return [...new Map(names.map((name) => [name.zh, name])).values()];
}
const other: Text = { zh: '告知书上写明的一项', en: 'a point of the notice' };
