import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { Tx } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { findReader, takeReading } from './reader.sql.ts';

/** What a reader says it read. */
export type CardReading = {
  format: 1;
  readerId: string;
  windowId: string;
  documentType: string;
  number: string;
  name: string;
  /** When, by the clock of the reader. */
  at: string;
  /** 32 hexadecimal digits by chance: one reading opens one visit. */
  nonce: string;
};

/** Seconds a reading is good for, and how far the clock of a reader may be ahead. */
export const goodForSeconds = 90;
const aheadSeconds = 30;
const prefix = 'tbcard1';
const spkiEd25519 = Buffer.from('302a300506032b6570032100', 'hex');

const message = (payload: Buffer): Buffer => Buffer.concat([Buffer.from('tongban.card-reading.1\n', 'utf8'), payload]);

/** The attestation as the reader hands it over: `tbcard1.<payload>.<Ed25519 signature>`, both base64url. */
export function attest(reading: CardReading, key: KeyObject): string {
  const payload = Buffer.from(JSON.stringify(reading), 'utf8');
  return `${prefix}.${payload.toString('base64url')}.${sign(null, message(payload), key).toString('base64url')}`;
}

/**
 * What the registered reader of this window just read; taken, so that it opens nothing a second time.
 * @throws Problem `identity.card-needed` (no reading at all), `identity.card-refused` (not from the reader of this window, altered,
 * too old, used before).
 */
export async function takeCardReading(
  tx: Tx,
  house: Pick<House, 'clock' | 'config'>,
  windowId: string,
  card: string | undefined,
): Promise<{ documentType: string; number: string; name: string }> {
  const parts = (card ?? '').trim().split('.');
  if (parts.length !== 3 || parts[0] !== prefix) throw cardNeeded();
  const payload = Buffer.from(parts[1] as string, 'base64url');
  const reading = parseReading(payload);
  if (reading === undefined) throw refused('altered');
  const reader = await findReader(tx, reading.readerId);
  if (reader === undefined || reader.endedAt !== null || (reader.sandbox && house.config.env === 'production')) throw refused('reader');
  const key = createPublicKey({ key: Buffer.concat([spkiEd25519, reader.publicKey]), format: 'der', type: 'spki' });
  if (!verify(null, message(payload), key, Buffer.from(parts[2] as string, 'base64url'))) throw refused('altered');
  if (reader.windowId !== windowId || reading.windowId !== windowId) throw refused('window');
  const at = house.clock.now();
  const age = (at.getTime() - Date.parse(reading.at)) / 1000;
  if (!(age <= goodForSeconds && age >= -aheadSeconds)) throw refused('old');
  if (!(await takeReading(tx, reader.id, Buffer.from(reading.nonce, 'hex'), at))) throw refused('used');
  const { documentType, number, name } = reading;
  return { documentType, number, name };
}

/** The payload with every field in its shape, or nothing. */
function parseReading(payload: Buffer): CardReading | undefined {
  let value: Partial<Record<keyof CardReading, unknown>>;
  try {
    value = JSON.parse(payload.toString('utf8')) as typeof value;
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || value.format !== 1) return undefined;
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const shapes: [keyof CardReading, RegExp][] = [
    ['readerId', uuid],
    ['windowId', uuid],
    ['documentType', /^\d{3}$/],
    ['number', /^[^\p{C}]{1,40}$/u],
    ['name', /^[^\p{C}]{1,60}$/u],
    ['at', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/],
    ['nonce', /^[0-9a-f]{32}$/],
  ];
  return shapes.every(([field, shape]) => typeof value[field] === 'string' && shape.test(value[field]))
    ? (value as CardReading)
    : undefined;
}

const cardNeeded = (): Problem => {
  const say = {
    zh: '刷卡只认读卡器读出来的，不能自己填号码。',
    en: 'A card counts only as the reader read it; a number cannot be typed here.',
  };
  return problem(
    'invalid',
    'identity.card-needed',
    say,
    {
      zh: '请把证件放到本窗口的读卡器上。读不了就选“手工输入”，写明事由。',
      en: 'Put the card on the reader of this window. If it cannot be read, choose “typed” and say why.',
    },
    { fields: [{ field: 'card', say }] },
  );
};

const whys = {
  altered: { zh: '这次读卡的内容被改过，不能用。', en: 'This reading was altered and cannot be used.' },
  reader: { zh: '这台读卡器没有登记，或者已经停用。', en: 'This reader is not registered, or no longer.' },
  window: { zh: '这次读卡不是在本窗口的读卡器上读的。', en: 'This card was not read at this window.' },
  old: { zh: '这次读卡过了一分半钟，不能再用。', en: 'This reading is more than a minute and a half old.' },
  used: { zh: '这次读卡已经用过一次。', en: 'This reading was used before.' },
} as const;

const refused = (why: keyof typeof whys): Problem =>
  problem(
    'invalid',
    'identity.card-refused',
    whys[why],
    why === 'old' || why === 'used'
      ? { zh: '请把证件再刷一次。', en: 'Please read the card again.' }
      : {
          zh: '请在本窗口的读卡器上再刷一次；还不行就选“手工输入”写明事由，并告诉系统管理员。',
          en: 'Read the card again at this window’s reader; if that fails choose “typed”, say why, and tell the system administrator.',
        },
    { data: { why }, fields: [{ field: 'card', say: whys[why] }] },
  );
