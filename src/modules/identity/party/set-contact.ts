import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { checkPhone } from '#platform/identifiers';
import { newId } from '#platform/ids';
import type { Text } from '#platform/text';
import { checkGround } from './ground.ts';
import { putContact } from './party.sql.ts';

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
