// Needs Node and openssl alone, in the exported folder: node verify.mjs [--key=THE CITY'S PUBLIC KEY] [--roots=FILE KEPT OUTSIDE]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
const option = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
const sm3 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sm3')).digest();
const hex = (text) => Buffer.from(text, 'hex');
const must = (ok, what) => ok || (console.log(`✗ 不符 / differs: ${what}`), process.exit(1));
function signed(message, signature, signer) {
  const dir = mkdtempSync(`${tmpdir()}/verify-`);
  const pem = hex(`3059301306072a8648ce3d020106082a811ccf5501822d034200${signer}`).toString('base64');
  const pair = { k: `-----BEGIN PUBLIC KEY-----\n${pem}\n-----END PUBLIC KEY-----\n`, m: message, s: hex(signature) };
  for (const [name, content] of Object.entries(pair)) writeFileSync(`${dir}/${name}`, content);
  const words = 'pkeyutl -verify -rawin -digest sm3 -pkeyopt distid:1234567812345678 -pubin -inkey k -in m -sigfile s'.split(' ');
  const run = spawnSync('openssl', words, { cwd: dir });
  rmSync(dir, { recursive: true });
  return run.status === 0;
}
const keys = option('key') ? [option('key')] : json('keys.json');
const { text, signer, signature } = json('index.json');
must(keys.includes(signer) && signed(`tongban.archive.1\n${text}`, signature, signer), 'index.json');
for (const part of JSON.parse(text).parts) must(sm3(readFileSync(part.path)).equals(hex(part.sm3)), part.path);
const outside = option('roots') && readFileSync(option('roots'), 'utf8');
const [{ entries, seals }, { actions }] = [json('ledger.json'), json('case.json')];
for (const [at, { record, content, seal, path }] of entries.entries()) {
  const { seq, stream, header, commitment, erases, previous } = JSON.parse(record);
  const hash = sm3('tongban.ledger.entry.1\n', record);
  const before = at === 0 ? null : sm3('tongban.ledger.entry.1\n', entries[at - 1].record).toString('hex');
  must(seq === at + 1 && previous === before, `chain ${seq}`);
  const action = actions.find((one) => one.seq === seq);
  must(erases || (action.verb === header.verb && action.toState === header.to && action.actorId === header.actor), `deed ${seq}`);
  const bytes = content && Buffer.from(content, 'base64');
  must(!bytes || sm3(bytes).equals(hex(commitment)), `content ${seq}`);
  const application = bytes && JSON.parse(bytes.subarray(32)).application;
  must(!application || sm3(readFileSync(`applications/${seq}.json`)).equals(hex(application)), `application ${seq}`);
  const leaf = sm3('\0', hex(stream.id.replaceAll('-', '') + seq.toString(16).padStart(8, '0')), hash);
  const root = path.reduce(
    (sum, step) => (step[0] === 'L' ? sm3('\x01', hex(step.slice(1)), sum) : sm3('\x01', sum, hex(step.slice(1)))),
    leaf,
  );
  const { statement, signature: mark } = seals.find((one) => one.number === seal);
  const by = JSON.parse(statement);
  must(by.root === root.toString('hex') && keys.includes(by.signer), `root ${seal}`);
  must(signed(`tongban.ledger.seal.1\n${statement}`, mark, by.signer), `signature ${seal}`);
  must(!outside || outside.includes(JSON.stringify(statement)), `root ${seal} outside`);
}
must(entries.length > 0 && actions.length === entries.filter((one) => !JSON.parse(one.record).erases).length, 'number of deeds');
console.log(`✓ ${entries.length} deeds in ${seals.length} seals${outside ? ' as kept outside' : ''}, signed by ${keys.join(' ')}`);
