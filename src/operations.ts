import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Operations } from '#cli';
import { untilStopped } from '#cli';
import { type Config, projectRoot, readConfig } from '#platform/config';
import { listMigrations, migrate, openListener, serverVersion } from '#platform/db';
import { startPostgres } from '#platform/db/launcher';
import { warmUp } from '#platform/documents';
import { problem } from '#platform/errors';
import { s3Store } from '#platform/files';
import { furnish } from '#platform/furnish';
import type { House } from '#platform/house';
import { prepareQueue, startWorker } from '#platform/jobs';
import type { LiveMessage } from '#platform/live';
import { startRelay } from '#platform/outbox';
import { composeApp, importItemDrafts, importRegions, jobs, listeners, seedDemonstration, startSandboxDepartment } from './compose.ts';
import { bringDemonstration } from './demonstration.ts';
import { exporting } from './exports.ts';
import { holding } from './holding.ts';
import { noFile, safekeeping, verifyAll } from './safekeeping.ts';

/** Reads the environment or says everything that is wrong with it. */
function config(): Config {
  const { config: read, errors } = readConfig(process.env);
  if (errors.length === 0) return read;
  throw problem(
    'invalid',
    'cli.settings',
    { zh: `设置有${errors.length}处不对。`, en: `${errors.length} settings are wrong.` },
    { zh: '改好环境变量再启动。', en: 'Correct the environment and start again.' },
    { fields: errors.map((e) => ({ field: e.name, say: { zh: e.say, en: e.say } })) },
  );
}

type Open = { house: House & { close(): Promise<void> }; direct: string; close(): Promise<void> };

/** Opens database and house, tables up to date. */
async function open(): Promise<Open> {
  const settings = config();
  const own = settings.databaseUrl === null ? await startPostgres({ dataDir: join(settings.dataDir, 'postgres') }) : undefined;
  const url = own?.url ?? settings.databaseUrl ?? '';
  const direct = own?.url ?? settings.databaseDirectUrl ?? url;
  const house = await furnish(settings, url);
  const closing = async (): Promise<void> => {
    await house.close();
    await own?.stop();
  };
  try {
    await migrate(direct, house.clock.now());
    await prepareQueue(house);
    return { house, direct, close: closing };
  } catch (error) {
    await closing();
    throw error;
  }
}

async function inHouse<T>(work: (house: House, direct: string) => Promise<T>): Promise<T> {
  const { house, direct, close } = await open();
  try {
    return await work(house, direct);
  } finally {
    await close();
  }
}

/** What the command line can have done. */
export const operations = (): Operations => ({
  ...safekeeping({ settings: config, inHouse }),
  ...exporting({ inHouse }),
  ...holding({ inHouse }),
  serve: async (report) => {
    const began = performance.now();
    const { house, direct, close } = await open();
    if (!(await house.keys.fits(house.db))) {
      await close();
      throw problem(
        'unavailable',
        'cli.keys',
        { zh: '密钥和数据库不是一套，打不开里面的数据。', en: 'Keys and database do not belong together.' },
        { zh: '请把 DATA_DIR/keys 换回和这个数据库配套的那一份。', en: 'Restore the DATA_DIR/keys that belongs to this database.' },
      );
    }
    const brought = house.config.env === 'demo' ? await bringDemonstration(house) : null;
    if (brought !== null) {
      const { published } = brought;
      if (brought.first)
        report({ zh: `装好了示范城市，发布了${published}个事项。`, en: `Demonstration city loaded, ${published} items published.` });
      else if (published > 0)
        report({
          zh: `示范城市有更新，新发布了${published}个办理项，原来的办件照旧。`,
          en: `The demonstration city was renewed, ${published} kinds of application published; running cases keep theirs.`,
        });
      for (const refused of brought.refused)
        report({ zh: `没有装入：${refused.file} ${refused.say}`, en: `Not loaded: ${refused.file} ${refused.say}` });
    }
    const app = await composeApp(house);
    const relay = startRelay(house, listeners);
    const worker = await startWorker(house, listeners, jobs);
    const listener = openListener(direct, 'tongban_live', (text) => house.live.deliver(JSON.parse(text) as LiveMessage));
    await app.listen({ host: house.config.host, port: house.config.port });
    const department = house.config.env === 'demo' ? startSandboxDepartment(house) : undefined;
    const at = house.config.publicUrl;
    report({ zh: `通办已启动（${((performance.now() - began) / 1000).toFixed(1)}秒）`, en: 'Tongban is up' });
    report({ zh: `办事门户 ${at}/`, en: `Portal ${at}/` });
    report({ zh: `工作台 ${at}/desk/`, en: `Desk ${at}/desk/` });
    report({ zh: `接口 ${at}/openapi.json`, en: `API ${at}/openapi.json` });
    if (house.config.env === 'demo')
      report({
        zh: '示范登录：周建华、陈桂兰、沈立群；窗口李雯，审批王海涛（点名字就行，人物都是虚构的）',
        en: 'Demo sign-in: choose a fictional person by name',
      });
    // Fonts and templates are loaded once the doors are open, so that the first paper does not wait for them.
    setTimeout(() => {
      try {
        warmUp();
      } catch {
        house.log.warn({}, 'papers could not be warmed up');
      }
    }, 200);
    await untilStopped(async () => {
      department?.stop();
      await app.close();
      await relay.stop();
      await worker.stop();
      await listener.close();
      await close();
    });
  },
  migrate: async (report) =>
    inHouse(async () => {
      report({
        zh: `数据库表已是最新（${listMigrations().length}个文件）。`,
        en: `The tables are up to date (${listMigrations().length} files).`,
      });
    }),
  seed: async (report) =>
    inHouse(async (house) => {
      if (house.config.env === 'production')
        throw problem(
          'forbidden',
          'cli.no-demo',
          { zh: '正式环境不装示范数据。', en: 'No demonstration data in production.' },
          { zh: '要演示，请另建一套环境。', en: 'Use another installation for demonstrations.' },
        );
      const seeded = await seedDemonstration(house);
      report({ zh: `发布了${seeded.published}个事项，其余没有变化。`, en: `${seeded.published} items published, the rest unchanged.` });
      for (const refused of seeded.refused)
        report({ zh: `没有装入：${refused.file} ${refused.say}`, en: `Not loaded: ${refused.file} ${refused.say}` });
    }),
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
  importRegions: async (file, report) =>
    inHouse(async (house) => {
      if (!existsSync(file)) throw noFile(file);
      const answer = await importRegions(house, file);
      report({ zh: `导入区划完成：${JSON.stringify(answer)}`, en: `Regions imported: ${JSON.stringify(answer)}` });
    }),
  verify: async ({ root }, report) => inHouse((house) => verifyAll(house, root, report)),
  doctor: async (report) => {
    const { config: settings, errors } = readConfig(process.env);
    for (const e of errors) report({ zh: `${e.name}：${e.say}`, en: `${e.name}: ${e.say}` });
    report({
      zh: `Node ${process.version}，数据目录 ${settings.dataDir}，程序目录 ${projectRoot()}`,
      en: `Node ${process.version}, data ${settings.dataDir}, program ${projectRoot()}`,
    });
    if (errors.length > 0) return false;
    if (settings.env === 'demo' && settings.rootsFile !== null)
      report({
        zh: `每次封存的根写在${settings.rootsFile}；同一台机器上，正式使用请放到别处。`,
        en: `Roots of the seals are kept in ${settings.rootsFile}, on this machine: put them elsewhere for real use.`,
      });
    if (settings.rootsFile !== null && !mayWrite(dirname(settings.rootsFile)))
      report({
        zh: `${dirname(settings.rootsFile)}不能写：封存的根出不去。请改权限，或另设ROOTS_FILE。`,
        en: `${dirname(settings.rootsFile)} cannot be written: roots cannot leave. Change its rights or set ROOTS_FILE.`,
      });
    if (settings.s3 !== null) {
      const { endpoint, bucket, prefix } = settings.s3;
      await s3Store(settings.s3).check();
      report({ zh: `文件存储${endpoint}的${bucket}/${prefix}连得上。`, en: `File store ${endpoint}, ${bucket}/${prefix}, is reachable.` });
    }
    if (settings.rootsFile === null)
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
