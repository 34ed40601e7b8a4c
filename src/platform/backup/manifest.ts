import { canonicalJson, type KeyCustody, sm3, verifySm2 } from '#platform/crypto';
import { type Json, type Problem, problem } from '#platform/errors';
import type { Text } from '#platform/text';

/** One file of a back-up: path inside it, size and SM3 as it lies there. */
export type Part = { path: string; bytes: number; sm3: string };

/** One table: rows, and SM3 over its rows as text in its own order, the same on every server. */
export type TablePart = Part & { name: string; columns: string[]; rows: number; content: string };

/** What a back-up says of itself; written last, so that a back-up without it is none. */
export type Manifest = {
  format: 1;
  at: string;
  postgres: string;
  migrations: (Part & { room: string; file: string; checksum: string })[];
  tables: TablePart[];
  /** Tables left out on purpose: whoever was signed in signs in again. */
  notCarried: string[];
  sequences: { name: string; value: string }[];
  /** Events whose hearers had not all finished. */
  waiting: string[];
  /** List of the files; `missing` have a row whose bytes the store could not give. */
  files: Part & { count: number; missing: number; total: number };
  roots: Part | null;
  /** Public keys of the house: by them a key file is known to belong to this back-up. The keys themselves are never in it. */
  signers: string[];
};

export const MANIFEST = 'manifest.json';

/** The bytes the signature of a back-up covers. */
const message = (text: string): Buffer => Buffer.from(`tongban.backup.1\n${text}`, 'utf8');

/** Signs the manifest and spells both as one file. */
export async function spellManifest(manifest: Manifest, keys: Pick<KeyCustody, 'sign' | 'publicKeys'>): Promise<string> {
  const text = canonicalJson(manifest as unknown as Json);
  const signer = keys.publicKeys().at(-1)?.publicKey as string;
  const signature = (await keys.sign(message(text), signer)).toString('hex');
  return `${JSON.stringify({ manifest: text, signer, signature })}\n`;
}

/** Hash that names a back-up, for the declaration at the outside places. */
export const manifestHash = (manifest: Manifest): string => sm3(canonicalJson(manifest as unknown as Json)).toString('hex');

/** Reads what `spellManifest` wrote. @throws Problem `backup.broken`. */
export function readManifest(text: string): { manifest: Manifest; signer: string } {
  try {
    const { manifest: inner, signer, signature } = JSON.parse(text) as { manifest: string; signer: string; signature: string };
    const manifest = JSON.parse(inner) as Manifest;
    if (manifest.format === 1 && manifest.signers.includes(signer) && verifySm2(message(inner), Buffer.from(signature, 'hex'), signer))
      return { manifest, signer };
  } catch {
    // Told below.
  }
  throw broken({ zh: `${MANIFEST}读不懂，或者签名不对`, en: `${MANIFEST} cannot be read or its signature does not fit` });
}

/** A back-up that is not as it was made: nothing of it is used. */
export function broken(what: Text): Problem {
  return problem(
    'invalid',
    'backup.broken',
    {
      zh: `这份备份不完整或被改动过：${what.zh}。没有恢复任何内容。`,
      en: `This back-up is incomplete or altered: ${what.en}. Nothing was restored.`,
    },
    { zh: '请换另一份备份，或者重新复制这一份再试。', en: 'Use another back-up, or copy this one again.' },
  );
}
