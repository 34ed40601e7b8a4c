import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Actor } from '#platform/actor';
import { inTransaction } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { readCity } from '../demo/city-files.ts';
import { sandboxSecret } from '../sandbox-issuer/sandbox-site.ts';
import { mustBeStaff } from '../session/must-be.ts';
import { attest } from './card-reading.ts';
import { notYourWindow } from './not-your-window.ts';
import { endReaderRow, findSandboxReader, insertReader } from './reader.sql.ts';

/** The fictional cards of the demonstration. @throws Problem notFound `identity.no-demo` in production. */
export function sandboxCards(house: Pick<House, 'config'>): { name: string; documentType: string; number: string }[] {
  if (house.config.env === 'production')
    throw problem(
      'notFound',
      'identity.no-demo',
      { zh: '正式环境没有示范读卡器。', en: 'A production site has no demonstration reader.' },
      { zh: '请用真的读卡器，或输入号码并写明事由。', en: 'Please use the real reader, or type the number with a reason.' },
    );
  return readCity().people.map((p) => ({ name: p.name, documentType: '111', number: p.idNumber }));
}

/**
 * Reads a fictional card at the sandbox reader of the clerk's window, as the device of a real window would: the answer is what it
 * signs. The reader is registered when it is first used; its key is derived from the house's own, so it is a reader of this house only.
 */
export async function readSandboxCard(actor: Actor, house: House, input: { windowId: string; number: string }): Promise<{ card: string }> {
  const { post } = mustBeStaff(actor, 'clerk');
  const card = sandboxCards(house).find((one) => one.number === input.number.trim().toUpperCase());
  if (post.windowId !== input.windowId) throw notYourWindow();
  if (card === undefined)
    throw problem(
      'notFound',
      'identity.no-demo-card',
      { zh: '示范读卡器里没有这张卡。', en: 'The demonstration reader has no such card.' },
      { zh: '请从右边的示范卡里选一张，或者选“手工输入”。', en: 'Choose one of the demonstration cards, or “typed”.' },
    );
  return { card: await signAsSandboxReader(house, input.windowId, card) };
}

/** What the sandbox reader of a window says of a card. */
export async function signAsSandboxReader(
  house: House,
  windowId: string,
  card: { name: string; documentType: string; number: string },
): Promise<string> {
  const key = sandboxKeyOf(house, windowId);
  const readerId = await registered(house, windowId, key);
  return attest(
    { format: 1, readerId, windowId, ...card, at: house.clock.now().toISOString(), nonce: randomBytes(16).toString('hex') },
    key,
  );
}

const pkcs8Ed25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const sandboxKeyOf = (house: House, windowId: string): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([pkcs8Ed25519, sandboxSecret(house, `reader:${windowId}`).subarray(0, 32)]),
    format: 'der',
    type: 'pkcs8',
  });

/** The id under which this key is registered; a key of another time (a restored house with other keys) is replaced. */
async function registered(house: House, windowId: string, key: KeyObject): Promise<string> {
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  const known = await findSandboxReader(house.db, windowId);
  if (known !== undefined && known.publicKey.equals(publicKey)) return known.id;
  return inTransaction(house.db, async (tx) => {
    const at = house.clock.now();
    if (known !== undefined) await endReaderRow(tx, known.id, at);
    const id = newId();
    const row = { id, windowId, name: '示范读卡器（沙箱）', publicKey, sandbox: true, registeredAt: at, by: null };
    if (await insertReader(tx, row)) return id;
    // Another process was a moment earlier.
    return (await findSandboxReader(tx, windowId))?.id ?? id;
  });
}
