import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Operations } from '#cli';
import { projectRoot, readConfig } from '#platform/config';
import { listMigrations, serverVersion } from '#platform/db';
import { s3Store } from '#platform/files';
import { importItemDrafts, importRegions, writeCatalog } from './compose.ts';
import { exporting } from './exports.ts';
import { holding } from './holding.ts';
import { inHouse, settings } from './open-house.ts';
import { noFile, safekeeping, verifyAll } from './safekeeping.ts';
import { seeding } from './seeding.ts';
import { serve } from './serve.ts';

/** What the command line can have done. */
export const operations = (): Operations => ({
  ...safekeeping({ settings, inHouse }),
  ...exporting({ inHouse }),
  ...holding({ inHouse }),
  serve,
  migrate: async (report) =>
    inHouse(async () => {
      report({
        zh: `数据库表已是最新（${listMigrations().length}个文件）。`,
        en: `The tables are up to date (${listMigrations().length} files).`,
      });
    }),
  seed: seeding({ inHouse }),
  importItems: async (file, report) =>
    inHouse(async (house) => {
      if (!existsSync(file)) throw noFile(file);
      const answer = await importItemDrafts(house, file);
      report({
        zh: `读了${answer.rows}行，新增${answer.inserted}条草稿，原来就有${answer.known}条，读不懂${answer.refused.length}行。`,
        en: `${answer.rows} rows: ${answer.inserted} drafts added, ${answer.known} known, ${answer.refused.length} refused.`,
      });
      for (const wrong of answer.refused.slice(0, 50))
        report({ zh: `第${wrong.line}行：${wrong.say}`, en: `line ${wrong.line}: ${wrong.say}` });
      return answer.refused.length === 0;
    }),
  pullCatalog: async ({ to }, report) =>
    inHouse(async (house) => {
      const { items } = await writeCatalog(house, to);
      report({
        zh: `${items}件事项写在${to}，和现在公布的一样；读回来不会多出新版本。`,
        en: `${items} items written to ${to} as now published; reading them back makes no new version.`,
      });
    }),
  importRegions: async (file, report) =>
    inHouse(async (house) => {
      if (!existsSync(file)) throw noFile(file);
      const answer = await importRegions(house, file);
      report({ zh: `导入区划完成：${JSON.stringify(answer)}`, en: `Regions imported: ${JSON.stringify(answer)}` });
    }),
  verify: async ({ root }, report) => inHouse((house) => verifyAll(house, root, report)),
  doctor: async (report) => {
    const { config, errors } = readConfig(process.env);
    for (const e of errors) report({ zh: `${e.name}：${e.say}`, en: `${e.name}: ${e.say}` });
    report({
      zh: `Node ${process.version}，数据目录 ${config.dataDir}，程序目录 ${projectRoot()}`,
      en: `Node ${process.version}, data ${config.dataDir}, program ${projectRoot()}`,
    });
    if (errors.length > 0) return false;
    if (config.env === 'demo' && config.rootsFile !== null)
      report({
        zh: `每次封存的根写在${config.rootsFile}；同一台机器上，正式使用请放到别处。`,
        en: `Roots of the seals are kept in ${config.rootsFile}, on this machine: put them elsewhere for real use.`,
      });
    if (config.rootsFile !== null && !mayWrite(dirname(config.rootsFile)))
      report({
        zh: `${dirname(config.rootsFile)}不能写：封存的根出不去。请改权限，或另设ROOTS_FILE。`,
        en: `${dirname(config.rootsFile)} cannot be written: roots cannot leave. Change its rights or set ROOTS_FILE.`,
      });
    if (config.s3 !== null) {
      const { endpoint, bucket, prefix } = config.s3;
      await s3Store(config.s3).check();
      report({ zh: `文件存储${endpoint}的${bucket}/${prefix}连得上。`, en: `File store ${endpoint}, ${bucket}/${prefix}, is reachable.` });
    }
    if (config.rootsFile === null)
      report({
        zh: 'ROOTS_FILE 没有设：封印的根只在本机，整套改写就看不出来。请设成另一台机器上的文件。',
        en: 'ROOTS_FILE is not set: seals stay on this machine only. Point it at a file elsewhere.',
      });
    return inHouse(async (house) => {
      const version = await serverVersion(house.db);
      report({ zh: `数据库 PostgreSQL ${version}，连得上，表是最新的。`, en: `PostgreSQL ${version}, reachable, tables up to date.` });
      const fits = await house.keys.fits(house.db);
      report(
        fits
          ? { zh: '密钥和数据库是一套。', en: 'Keys fit the database.' }
          : { zh: '密钥和数据库不是一套，请换回原来的 DATA_DIR/keys。', en: 'Keys do not fit the database.' },
      );
      return fits;
    });
  },
});

/** Whether a folder can be written; one that is not there yet is made when it is needed. */
function mayWrite(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'ENOENT' && dirname(dir) !== dir && mayWrite(dirname(dir));
  }
}
