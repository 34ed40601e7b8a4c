import type { House } from '#platform/house';

type Keys = Pick<House['keys'], 'lookupHash' | 'lookupHashes'>;

// Codes people hold are derived from ids under the look-up key and stored hashed only: the house can print one again,
// a copy of the database cannot (model 23).
const digits = (bytes: Buffer, n: number): string =>
  (BigInt(`0x${bytes.subarray(1, 17).toString('hex')}`) % 10n ** BigInt(n)).toString().padStart(n, '0');

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const spelled = (bytes: Buffer, n: number): string => [...bytes.subarray(1, 1 + n)].map((b) => letters[b % 32]).join('');

/** Twelve digits of a case; `version` changes them. */
export const makeSlipCode = (keys: Keys, caseId: string, version: number): string =>
  digits(keys.lookupHash('cases.slip-make', `${caseId}:${version}`), 12);

/** The slip code as it was given out, also after the look-up key was rotated. */
export function slipCodeOf(keys: Keys, caseId: string, version: number, hash: Buffer): string | undefined {
  return keys
    .lookupHashes('cases.slip-make', `${caseId}:${version}`)
    .map((made) => digits(made, 12))
    .find((code) => keys.lookupHashes('cases.slip', code).some((h) => h.equals(hash)));
}

/** Six digits that hand a draft over at a window, made of the opening they belong to. */
export const makeHandoverDigits = (keys: Keys, openingId: string): string => digits(keys.lookupHash('cases.handover-make', openingId), 6);

/** The hand-over code as it was given out, also after the look-up key was rotated. */
export function handoverDigitsOf(keys: Keys, openingId: string, hash: Buffer): string | undefined {
  return keys
    .lookupHashes('cases.handover-make', openingId)
    .map((made) => digits(made, 6))
    .find((code) => keys.lookupHashes('cases.handover', code).some((h) => h.equals(hash)));
}

/** Four and four and four: how it is printed and said. */
export const spaced = (code: string): string => code.replace(/(\d{4})(?=\d)/g, '$1 ');

/** Ten letters and digits on a paper, by which anybody can check it. */
export const makeCheckCode = (keys: Keys, paperId: string): string => spelled(keys.lookupHash('cases.paper-make', paperId), 10);

/** The check code as printed, also after a rotation. */
export function checkCodeOf(keys: Keys, paperId: string, hash: Buffer): string | undefined {
  return keys
    .lookupHashes('cases.paper-make', paperId)
    .map((made) => spelled(made, 10))
    .find((code) => keys.lookupHashes('cases.paper', code).some((h) => h.equals(hash)));
}
