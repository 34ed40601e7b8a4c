import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { checkPhone } from '#platform/identifiers';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import type { Text } from '#platform/text';
import { visitOfActor } from '../visit/visit.sql.ts';
import { checkGround } from './ground.ts';
import { putContact } from './party.sql.ts';
import { listRepresented, relationBetween } from './relation.sql.ts';

/** Sets how to reach somebody: one's own, or the visitor's at the window. */
export async function setContact(
  actor: Actor,
  house: House,
  key: string,
  input: { partyId?: string; kind: 'phone' | 'email' | 'address'; value: string },
): Promise<{ kind: string }> {
  const value = checked(input.kind, input.value);
  const { outcome } = await runCommand(actor, house, { verb: 'identity.setContact', key, content: input as never }, async (tx) => {
    const partyId = input.partyId ?? actor.personId ?? '';
    const own = actor.kind === 'citizen';
    await checkGround(tx, actor, partyId, own ? { kind: 'self', id: null } : { kind: 'visit', id: actor.visitId });
    if (!own) await presentOrTied(tx, actor, partyId);
    const at = house.clock.now();
    const personKey = await house.keys.keyOf(tx, { kind: 'person', id: partyId });
    await putContact(tx, {
      id: newId(),
      partyId,
      kind: input.kind,
      sealed: personKey.seal(value, `identity.${input.kind}`),
      source: own ? 'self' : 'window',
      at,
    });
    await audit(tx, actor, at, { word: 'CONTACT_SET', subject: { kind: 'party', id: partyId }, details: { kind: input.kind } });
    return { kind: input.kind };
  });
  return outcome;
}

/** A telephone decides who hears of a case: set by its owner, or by whom a register ties to the owner, not by a word at the counter. */
async function presentOrTied(tx: Tx, actor: Actor, partyId: string): Promise<void> {
  const visit = await visitOfActor(tx, actor);
  if (visit === undefined || visit.partyId === partyId) return;
  const tie = (await relationBetween(tx, visit.partyId, partyId)) ?? (await relationBetween(tx, partyId, visit.partyId));
  if (tie !== undefined && tie.level >= 2) return;
  if ((await listRepresented(tx, visit.partyId)).some((one) => one.partyId === partyId)) return;
  throw problem(
    'forbidden',
    'identity.contact-by-owner',
    {
      zh: '联系方式要本人来改，或者由登记库里的家人、法定代表人来改。',
      en: 'Contacts are changed by their owner, or by who stands for the owner in a register.',
    },
    {
      zh: '可以在这件申请里填联系电话；要改档案里的，请本人来窗口或上网改。',
      en: 'A telephone for this application can be entered in its form.',
    },
  );
}

function checked(kind: 'phone' | 'email' | 'address', typed: string): string {
  if (kind === 'phone') {
    const phone = checkPhone(typed);
    if (phone.ok) return phone.value;
    throw bad(phone.say);
  }
  const value = typed.trim();
  if (kind === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
    throw bad({ zh: '电子邮箱的写法不对，例如name@example.com。', en: 'This is not an e-mail address, such as name@example.com.' });
  if (value === '' || value.length > 200)
    throw bad({ zh: '请填地址，最多200字。', en: 'Please enter an address of at most 200 characters.' });
  return value;
}

const bad = (say: Text): Problem =>
  problem(
    'invalid',
    'identity.bad-contact',
    say,
    { zh: '改好再存一次。', en: 'Please correct it and save again.' },
    { fields: [{ field: 'value', say }] },
  );
