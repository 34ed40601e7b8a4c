import type { Text } from '#platform/text';
import { checkEntries } from './check-entries.ts';
import type { LooksReport } from './check-looks.ts';
import { checkSeals } from './check-seals.ts';
import type { Finding } from './findings.ts';
import type { OutsideRoot } from './root-places.ts';
import type { LedgerSource } from './source.ts';

/** What verification found. `ok` means: nothing that was sealed and nothing that is chained is other than it was written. */
export type VerifyReport = {
  ok: boolean;
  /** The first 500; `found` counts all. */
  findings: Finding[];
  found: number;
  streams: number;
  entries: number;
  /** Entries not sealed yet: only their chain vouches for them. */
  unsealed: number;
  seals: number;
  payloads: { checked: number; erased: number; notShown: number };
  /** What roots kept outside prove: nothing up to seal `upTo` (made at `upToAt`) was changed after `since`. Null without such roots. */
  vouch: { since: string; upTo: number; upToAt: string; roots: number } | null;
  /** Public keys the seals are signed with. */
  signers: string[];
  /** Restorations the house declared at the outside place: what was sealed between the back-up and the disaster is gone. */
  restorations: { at: string; seal: number; lostSeals: number; lostEntries: number }[];
  /** The looks at personal data against their batches; absent where only exported files are verified. */
  looks?: LooksReport;
};

/** What the verifier is given beside the ledger itself. */
export type VerifyOptions = {
  outsideRoots?: readonly OutsideRoot[];
  /** Keys the house is known to sign with; without them any signer is taken and named in the report. */
  trustedKeys?: readonly string[];
  /** Now: an unsigned seal older than ten minutes is a finding. */
  now?: Date;
};

/**
 * Checks everything: each seal (chain, root, signature, equality with the roots outside), each entry (hash, chain,
 * membership in its seal), each payload that is there (commitment), and that nothing sealed is missing.
 */
export async function verifyLedger(source: LedgerSource, options: VerifyOptions = {}): Promise<VerifyReport> {
  const findings: Finding[] = [];
  let found = 0;
  const tell = (one: Finding): void => {
    found++;
    if (findings.length < 500) findings.push(one);
  };
  const seals = await checkSeals(source, options, tell);
  const entries = await checkEntries(source, seals.manifests, tell);
  return {
    ok: found === 0,
    findings,
    found,
    streams: entries.streams,
    entries: entries.entries,
    unsealed: entries.unsealed,
    seals: seals.count,
    payloads: entries.payloads,
    vouch: seals.vouch,
    signers: seals.signers,
    restorations: seals.restorations,
  };
}

/** The report in sentences, for the command line. */
export function describeReport(report: VerifyReport): Text[] {
  const { payloads, vouch } = report;
  const lines: Text[] = [
    {
      zh: `核对了${report.streams}条记录链、${report.entries}条记录、${report.seals}次封存；${report.unsealed}条还没到封存时间。`,
      en: `Checked ${report.streams} streams, ${report.entries} entries, ${report.seals} seals; ${report.unsealed} entries are not sealed yet.`,
    },
    {
      zh: `内容相符${payloads.checked}条，依规删除${payloads.erased}条（链完整），未提供${payloads.notShown}条。`,
      en: `Payloads: ${payloads.checked} fit, ${payloads.erased} erased (chain intact), ${payloads.notShown} not shown here.`,
    },
    vouch === null
      ? {
          zh: '没有拿外面保存的根来比：能看出改动，但看不出有密钥的人整套重写。',
          en: 'No roots from outside were compared: alterations are seen, a complete rewriting by someone who holds the keys is not.',
        }
      : {
          zh: `与外面保存的${vouch.roots}个根一致：${vouch.upToAt}之前封存的（到第${vouch.upTo}次），自${vouch.since}起没有被改过。`,
          en: `Equal to ${vouch.roots} roots kept outside: what was sealed before ${vouch.upToAt} (up to seal ${vouch.upTo}) has not been changed since ${vouch.since}.`,
        },
  ];
  if (report.looks !== undefined) {
    const { checked, batches, erased, waiting, late } = report.looks;
    lines.push({
      zh: `「谁看过」核对了${checked}条（${batches}批），其中${erased}条的理由依规删除；${waiting}条还没到封存时间。`,
      en: `Looks at personal data: ${checked} checked in ${batches} batches, the reasons of ${erased} erased; ${waiting} are not sealed yet.`,
    });
    if (late.length > 0)
      lines.push({
        zh: `注意：有${late.length}条「谁看过」写的时间比封存前一批还早一小时以上（时钟拨过，或是后来补进去的）：${late.slice(0, 20).join('、')}`,
        en: `Note: ${late.length} looks are dated more than an hour before the batch before theirs (the clock was moved, or they were put in later): ${late.slice(0, 20).join(', ')}`,
      });
  }
  for (const one of report.restorations)
    lines.push({
      zh: `注意：${one.at}用备份恢复过，回到第${one.seal}次封存；恢复前另有${one.lostSeals}次封存、${one.lostEntries}条记录没有备份到，已经没有了。`,
      en: `Note: restored from a back-up at ${one.at}, back to seal ${one.seal}; ${one.lostSeals} seals with ${one.lostEntries} entries made after the back-up are lost.`,
    });
  for (const one of report.findings) {
    const where = [
      one.seal === undefined ? undefined : `#${one.seal}`,
      one.stream === undefined ? undefined : `${one.stream.kind} ${one.stream.id}`,
      one.seq === undefined ? undefined : `(${one.seq})`,
    ].filter((part) => part !== undefined);
    lines.push({ zh: `✗ ${one.say.zh}：${where.join(' ')}`, en: `✗ ${one.say.en}: ${where.join(' ')}` });
  }
  if (report.found > report.findings.length) lines.push({ zh: `……共${report.found}处。`, en: `… ${report.found} in all.` });
  lines.push(
    report.ok
      ? { zh: '✓ 没有发现改动或丢失。', en: '✓ Nothing altered, nothing lost.' }
      : { zh: `✗ 有${report.found}处不对。`, en: `✗ ${report.found} findings.` },
  );
  return lines;
}
