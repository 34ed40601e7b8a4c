import { sm2Verifier } from '#platform/crypto';
import { type Finding, finding } from './findings.ts';
import { LINE, merkleRoot } from './merkle.ts';
import { sealHash, sealMessage, type SealStatement, spell } from './record.ts';
import { readRestoration, restorationMessage } from './restoration.ts';
import type { StoredSeal } from './seal.sql.ts';
import type { LedgerSource } from './source.ts';
import type { VerifyOptions, VerifyReport } from './verify.ts';

const TEN_MINUTES = 600_000;

/** What the seals say, for checking the entries against. */
export type CheckedSeals = {
  count: number;
  manifests: Map<number, Buffer>;
  vouch: VerifyReport['vouch'];
  signers: string[];
  restorations: VerifyReport['restorations'];
};

/** Checks the chain of seals and compares it with the roots kept outside. */
export async function checkSeals(source: LedgerSource, options: VerifyOptions, tell: (one: Finding) => void): Promise<CheckedSeals> {
  const manifests = new Map<number, Buffer>();
  const verifiers = new Map<string, ReturnType<typeof sm2Verifier>>();
  const outside = new Map<number, Set<string>>();
  const restorations: VerifyReport['restorations'] = [];
  const restoredTo = new Map<number, string>();
  for (const root of options.outsideRoots ?? []) {
    const restoration = readRestoration(root.statement);
    if (restoration === undefined) {
      const number = readStatement(root.statement)?.number ?? 0;
      outside.set(number, (outside.get(number) ?? new Set()).add(root.statement));
      continue;
    }
    const { restored, signer } = restoration;
    const known = options.trustedKeys?.includes(signer) ?? true;
    if (!known || !sm2Verifier(signer)(restorationMessage(root.statement), Buffer.from(root.signature, 'hex'))) {
      tell(finding('restoration-signature', { seal: restored.seal }));
      continue;
    }
    // What stood in the file after that seal was lost with the old house, and the house says so itself.
    let entries = 0;
    let seals = 0;
    for (const [number, statements] of outside) {
      if (number <= restored.seal) continue;
      seals++;
      entries += readStatement([...statements][0] ?? '')?.entries ?? 0;
      outside.delete(number);
    }
    restorations.push({ at: restored.at, seal: restored.seal, lostSeals: seals, lostEntries: entries });
    if (restored.hash !== null) restoredTo.set(restored.seal, restored.hash);
  }
  const matched: SealStatement[] = [];
  let previous: string | null = null;
  let number = 0;
  let total = 0;

  const check = (seal: StoredSeal): void => {
    const where = { seal: seal.number };
    const statement = readStatement(seal.statement);
    if (statement === undefined || !sealHash(seal.statement).equals(seal.hash) || statement.number !== seal.number)
      tell(finding('seal-altered', where));
    const promised = restoredTo.get(seal.number);
    if (promised !== undefined && promised !== seal.hash.toString('hex')) tell(finding('root-differs', where));
    if (seal.number !== number + 1 || statement?.previous !== previous) tell(finding('seal-missing', where));
    const whole =
      statement !== undefined &&
      seal.manifest.length === statement.entries * LINE &&
      merkleRoot(seal.manifest).toString('hex') === statement.root &&
      statement.total === total + statement.entries;
    if (whole) manifests.set(seal.number, seal.manifest);
    else tell(finding('seal-altered', where));
    number = seal.number;
    previous = sealHash(seal.statement).toString('hex');
    total = statement?.total ?? total;
    if (statement === undefined) return;
    signature(seal, statement);
    compare(seal, statement);
  };

  const signature = (seal: StoredSeal, statement: SealStatement): void => {
    if (options.trustedKeys !== undefined && !options.trustedKeys.includes(statement.signer))
      tell(finding('signer-unknown', { seal: seal.number }));
    if (seal.signature === null) {
      // Between its two steps a seal is unsigned for a moment; but no unsigned root ever leaves the house.
      const late = options.now !== undefined && options.now.getTime() - new Date(statement.at).getTime() > TEN_MINUTES;
      if (late || outside.has(seal.number)) tell(finding('seal-unsigned', { seal: seal.number }));
      return;
    }
    const verifier = verifiers.get(statement.signer) ?? sm2Verifier(statement.signer);
    verifiers.set(statement.signer, verifier);
    if (!verifier(sealMessage(seal.statement), seal.signature)) tell(finding('seal-signature', { seal: seal.number }));
  };

  const compare = (seal: StoredSeal, statement: SealStatement): void => {
    const roots = outside.get(seal.number);
    if (roots === undefined) return;
    outside.delete(seal.number);
    if (roots.size === 1 && roots.has(seal.statement)) matched.push(statement);
    else tell(finding('root-differs', { seal: seal.number }));
  };

  let count = 0;
  for await (const seal of source.seals()) {
    count++;
    check(seal);
  }
  for (const lost of outside.keys()) tell(finding('root-missing-here', { seal: lost }));
  const last = matched.at(-1);
  const first = matched[0];
  return {
    count,
    manifests,
    signers: [...verifiers.keys()],
    restorations,
    vouch:
      first === undefined || last === undefined ? null : { since: first.at, upTo: last.number, upToAt: last.at, roots: matched.length },
  };
}

/** A statement, if the text is one in its only spelling. */
function readStatement(text: string): SealStatement | undefined {
  try {
    const value = JSON.parse(text) as SealStatement;
    return value.format === 1 && spell(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
