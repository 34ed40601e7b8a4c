import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { verifyPublished } from '#catalog';
import type { Operations, Report } from '#cli';
import { renewDocumentLookups } from '#identity';

import { backUp, restore } from '#platform/backup';
import type { Config } from '#platform/config';
import { addLookupKey, openSealedKeys, readKeyFile, renewMasterKey, sealKeys } from '#platform/crypto';
import { startPostgres } from '#platform/db/launcher';
import { problem } from '#platform/errors';
import { clockOf, furnish } from '#platform/furnish';
import type { House } from '#platform/house';
import { describeReport, readRoots, verifyHouse } from '#platform/ledger';
import { mirrors } from './compose.ts';

/** Local tables that a back-up leaves out: whoever was signed in signs in again, counters begin anew. */
export const notCarried: readonly string[] = [
  'identity.session',
  'identity.sign_in_try',
  'identity.presence_code',
  'identity.oidc_store',
  'notices.sandbox_sms',
  'platform.rate',
  'platform.worker',
  'platform.job_round',
];

type Ground = { settings(): Config; inHouse<T>(work: (house: House) => Promise<T>): Promise<T> };

/** Back-up and restore as the command line has them done. */
export const safekeeping = ({ settings, inHouse }: Ground): Pick<Operations, 'backup' | 'restore' | 'rotateKeys'> => ({
  rotateKeys: ({ lookup }, report) => inHouse((house) => rotateKeys(house, lookup, report)),
  backup: async ({ to, keys, passphraseFile }, report) => {
    const config = settings();
    const keyText = readKeyFile(join(config.dataDir, 'keys'));
    if (keyText === undefined) throw noHouse(config.dataDir);
    const sealed = keys === undefined ? undefined : await sealKeys(keyText, passphrase(passphraseFile));
    if (keys !== undefined) refuseKeysPlace(keys, to);
    await atDatabase(config, async (house, direct) => {
      const manifest = await backUp(house, direct, to, notCarried);
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      report({
        zh: `备份做好了：${resolve(to)}。${manifest.tables.length}张表${rows}行，${manifest.files.count}个文件（${mb(manifest.files.total)}MB）${manifest.roots === null ? '' : '，账本的根'}。`,
        en: `Backed up to ${resolve(to)}: ${manifest.tables.length} tables with ${rows} rows, ${manifest.files.count} files (${mb(manifest.files.total)} MB)${manifest.roots === null ? '' : ', roots of the ledger'}.`,
      });
      if (manifest.files.missing > 0)
        report({
          zh: `注意：有${manifest.files.missing}个文件在文件存储里找不到，没有备份到。`,
          en: `Note: ${manifest.files.missing} files could not be found in the store and are not in the back-up.`,
        });
    });
    if (keys !== undefined && sealed !== undefined) {
      await writeFile(keys, sealed, { mode: 0o600, flag: 'wx' });
      report({
        zh: `密钥用口令封好，单独放在${resolve(keys)}。请和备份分开保管，口令再放一处。`,
        en: `The keys, sealed with the passphrase, are in ${resolve(keys)}. Keep them apart from the back-up, and the passphrase apart from both.`,
      });
    } else
      report({
        zh: '备份里没有密钥，单靠它打不开里面的内容。请另外保管DATA_DIR/keys/keyring.json，或者加--keys=文件和--passphrase-file=文件把密钥用口令封好。',
        en: 'The keys are not in the back-up, and without them it cannot be opened. Keep DATA_DIR/keys/keyring.json apart, or add --keys=FILE and --passphrase-file=FILE to have them sealed.',
      });
  },
  restore: async ({ from, keys, passphraseFile, replace }, report) => {
    const config = settings();
    const keyText = keys === undefined ? undefined : await openSealedKeys(readText(keys), passphrase(passphraseFile));
    const direct = config.databaseDirectUrl ?? config.databaseUrl;
    const own = direct === null ? await startPostgres({ dataDir: join(config.dataDir, 'postgres') }) : undefined;
    try {
      const done = await restore(
        { config, direct: own?.url ?? direct ?? '', clock: clockOf(), replace, ...(keyText === undefined ? {} : { keys: keyText }) },
        from,
      );
      report({
        zh: `恢复了${done.manifest.at}做的备份：${done.manifest.tables.length}张表${done.rows}行，与清单逐表相同；${done.manifest.files.count}个文件。所有人都要重新登录。`,
        en: `Restored the back-up of ${done.manifest.at}: ${done.manifest.tables.length} tables with ${done.rows} rows, each equal to the manifest; ${done.manifest.files.count} files. Everybody signs in again.`,
      });
      for (const path of done.aside) report({ zh: `原来的内容改名留在${path}。`, en: `What was there is kept as ${path}.` });
      if (done.rootsFrom === 'backup')
        report({
          zh: '外面没有根记录，用的是备份里的那一份：它只能证明备份自己前后一致。',
          en: 'There were no roots outside; those of the back-up were taken, which prove only that it agrees with itself.',
        });
    } finally {
      await own?.stop();
    }
    return inHouse((house) => verifyAll(house, undefined, report));
  },
});

/** Master key anew, and the look-up key when asked; servers work on meanwhile. */
async function rotateKeys(house: House, lookup: boolean, report: Report): Promise<boolean> {
  if (!(await house.keys.fits(house.db))) throw otherKeys();
  if (lookup) {
    const version = addLookupKey(join(house.config.dataDir, 'keys'), house.clock.now());
    const renewed = await renewDocumentLookups(house);
    report({
      zh: `第${version}号查找密钥已启用，重算了${renewed}个证件的查找值。旧的查找密钥要留着：已经印出去的查询码和核对码靠它。`,
      en: `Look-up key ${version} is in use; ${renewed} documents were renewed. The old one stays: codes already printed need it.`,
    });
  }
  const { begun, newest, moved, damaged, retired, kept } = await renewMasterKey(house);
  report(
    begun
      ? { zh: `第${newest}号主密钥已启用，服务不用停。`, en: `Master key ${newest} is in use; no server has to stop.` }
      : { zh: `接着上一次换到第${newest}号主密钥。`, en: `Went on with the rotation to master key ${newest}.` },
  );
  report({ zh: `改用新主密钥封好了${moved}把数据密钥。`, en: `${moved} data keys are now wrapped under it.` });
  if (damaged.length > 0)
    report({
      zh: `有${damaged.length}把数据密钥打不开，没有动；旧主密钥因此留着。请运行tongban verify查看。`,
      en: `${damaged.length} data keys do not open and were left; the old master key stays for them. Run tongban verify.`,
    });
  if (retired.length > 0)
    report({
      zh: `第${retired.join('、')}号主密钥已没有数据在用，从密钥文件里去掉了。以前的备份要用那时的密钥文件。`,
      en: `Master key ${retired.join(', ')} is needed by nothing and is out of the key file. Earlier back-ups need the key file of their time.`,
    });
  if (kept.length > 0 && damaged.length === 0)
    report({
      zh: `第${kept.join('、')}号主密钥再留十分钟，然后由后台任务去掉；没有服务在运行时，请到时再执行一次。`,
      en: `Master key ${kept.join(', ')} stays for ten minutes more; a running server then takes it out, or run this again.`,
    });
  return damaged.length === 0;
}

/** Opens database and house as they are: a back-up before an upgrade must not upgrade. */
async function atDatabase(config: Config, work: (house: House, direct: string) => Promise<void>): Promise<void> {
  const own = config.databaseUrl === null ? await startPostgres({ dataDir: join(config.dataDir, 'postgres') }) : undefined;
  const direct = own?.url ?? config.databaseDirectUrl ?? config.databaseUrl ?? '';
  const house = await furnish(config, own?.url ?? config.databaseUrl ?? '');
  try {
    await work(house, direct);
  } finally {
    await house.close();
    await own?.stop();
  }
}

/** Checks ledger, mirrors and published items, with the roots kept outside when there are any. */
export async function verifyAll(house: House, root: string | undefined, report: Report): Promise<boolean> {
  if (root !== undefined && !existsSync(root)) throw noFile(root);
  const own = house.config.rootsFile;
  const file = root ?? (own !== null && existsSync(own) ? own : undefined);
  const { roots: outside, unreadable } = file === undefined ? { roots: [], unreadable: 0 } : readRoots(readFileSync(file, 'utf8'));
  if (file !== undefined)
    report({
      zh: `与${file}里的${outside.length}个根比${unreadable > 0 ? `，另有${unreadable}行读不出` : ''}。`,
      en: `Compared with ${outside.length} roots of ${file}${unreadable > 0 ? `; ${unreadable} lines cannot be read` : ''}.`,
    });
  const answer = await verifyHouse(house, { outsideRoots: outside, mirrors });
  for (const line of describeReport(answer)) report(line);
  const items = await verifyPublished(house.db, house);
  const broken = Array.isArray(items) ? items.length : 0;
  if (broken > 0) report({ zh: `有${broken}个已发布的事项版本和记录不符。`, en: `${broken} published versions differ from the record.` });
  return answer.ok && broken === 0;
}

const mb = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

function readText(path: string): string {
  if (!existsSync(path)) throw noFile(path);
  return readFileSync(path, 'utf8');
}

/** From a file or the environment, never from the command line, where every user of the machine could read it. */
function passphrase(file: string | undefined): string {
  const text = (file === undefined ? (process.env['TONGBAN_PASSPHRASE'] ?? '') : readText(file)).split('\n')[0]?.trim() ?? '';
  if (text !== '') return text;
  throw problem(
    'invalid',
    'cli.no-passphrase',
    { zh: '没有口令。', en: 'There is no passphrase.' },
    {
      zh: '把口令写在一个只有您能读的文件里，用--passphrase-file=文件；或者放在环境变量TONGBAN_PASSPHRASE里。',
      en: 'Put it into a file that only you can read and name it with --passphrase-file=FILE, or set TONGBAN_PASSPHRASE.',
    },
  );
}

function refuseKeysPlace(keys: string, to: string): void {
  const inside = resolve(keys) === resolve(to) || resolve(keys).startsWith(resolve(to) + sep);
  if (!inside && !existsSync(keys)) return;
  throw problem(
    'invalid',
    'cli.keys-place',
    inside
      ? { zh: '密钥不能放进备份自己的文件夹：放在一起，谁拿到谁就能全部打开。', en: 'The keys cannot lie inside the back-up itself.' }
      : { zh: `${keys}已经有了，没有覆盖。`, en: `${keys} exists and was not overwritten.` },
    { zh: '请给密钥另写一个地方。没有做备份。', en: 'Name another place for the keys. Nothing was backed up.' },
  );
}

const otherKeys = () =>
  problem(
    'unavailable',
    'cli.keys',
    { zh: '密钥和数据库不是一套，没有换。', en: 'Keys and database do not belong together; nothing was rotated.' },
    { zh: '请把DATA_DIR/keys换回和这个数据库配套的那一份。', en: 'Restore the DATA_DIR/keys that belongs to this database.' },
  );

const noHouse = (dir: string) =>
  problem(
    'invalid',
    'cli.no-house',
    { zh: `${dir}里没有密钥，这里还没有装过通办。`, en: `There are no keys in ${dir}: no house has been opened here.` },
    { zh: '请核对DATA_DIR。', en: 'Check DATA_DIR.' },
  );

/** A named file that is not there. */
export const noFile = (file: string) =>
  problem(
    'invalid',
    'cli.no-file',
    { zh: `没有「${file}」这个文件。`, en: `There is no file ${file}.` },
    { zh: '请核对路径。', en: 'Check the path.' },
  );
