import { type Report, untilStopped } from '#cli';
import type { Config } from '#platform/config';
import { openListener } from '#platform/db';
import { warmUp } from '#platform/documents';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { createHealthApp } from '#platform/http';
import { startWorker } from '#platform/jobs';
import type { LiveMessage } from '#platform/live';
import { startRelay } from '#platform/outbox';
import { composeApp, jobs, listeners, startSandboxDepartment } from './compose.ts';
import { bringDemonstration } from './demonstration.ts';
import { openHouse, settings } from './open-house.ts';

/** A part of the process that runs until it is told to stop. */
type Part = { stop(): Promise<void> };

/** The role on the command line goes before the one in the environment. */
function configOf(role: string | undefined): Config {
  const config = settings();
  if (role === undefined) return config;
  if (role !== 'all' && role !== 'web' && role !== 'worker')
    throw problem(
      'invalid',
      'cli.role',
      { zh: `没有「${role}」这个角色。`, en: `There is no role “${role}”.` },
      {
        zh: '写--role=web（只开门）、--role=worker（只做后台任务）或--role=all（都做）。',
        en: 'Say --role=web (doors only), --role=worker (background work only) or --role=all.',
      },
    );
  return { ...config, role };
}

/** A demonstration begins with its city; of several processes that start at once one brings it and the others wait. */
async function furnishDemonstration(house: House, report: Report): Promise<void> {
  const brought = await bringDemonstration(house);
  if (brought === null) return;
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

/** Listens, or says in words that another program has the port. */
async function listen(app: { listen(at: { host: string; port: number }): Promise<unknown> }, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw problem(
      'conflict',
      'cli.port-taken',
      { zh: `端口${port}已经有程序在用。`, en: `Another program uses port ${port}.` },
      { zh: '请停掉那个程序，或者换一个PORT（后台任务换WORKER_PORT）。', en: 'Stop it, or set another PORT (WORKER_PORT for a worker).' },
    );
  }
}

/** The doors: pages, desk, API, live screens. */
async function openDoors(house: House, direct: string): Promise<Part> {
  const app = await composeApp(house);
  const listener = openListener(direct, 'tongban_live', (text) => house.live.deliver(JSON.parse(text) as LiveMessage));
  await listen(app, house.config.host, house.config.port);
  // Fonts and templates are loaded once the doors are open, so that the first paper does not wait for them.
  setTimeout(() => {
    try {
      warmUp();
    } catch {
      house.log.warn({}, 'papers could not be warmed up');
    }
  }, 200);
  return {
    stop: async () => {
      await app.close();
      await listener.close();
    },
  };
}

/** The work behind the doors: events passed on and heard, timed jobs; alone in its process it has an address for its health. */
async function startWork(house: House): Promise<Part> {
  const relay = startRelay(house, listeners);
  const worker = await startWorker(house, listeners, jobs);
  const department = house.config.env === 'demo' ? startSandboxDepartment(house) : undefined;
  const health = house.config.role === 'worker' ? createHealthApp(house, worker.alive) : undefined;
  const stop = async (): Promise<void> => {
    department?.stop();
    await relay.stop();
    await worker.stop();
    await health?.close();
  };
  if (health !== undefined)
    await listen(health, house.config.host, house.config.workerPort).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
  return { stop };
}

function tell(config: Config, seconds: string, report: Report): void {
  if (config.role === 'worker') {
    report({ zh: `通办后台任务已启动（${seconds}秒）`, en: 'Tongban worker is up' });
    report({
      zh: `健康检查 http://${config.host}:${config.workerPort}/readyz`,
      en: `Health http://${config.host}:${config.workerPort}/readyz`,
    });
    return;
  }
  const at = config.publicUrl;
  report({ zh: `通办已启动（${seconds}秒）`, en: 'Tongban is up' });
  report({ zh: `办事门户 ${at}/`, en: `Portal ${at}/` });
  report({ zh: `工作台 ${at}/desk/`, en: `Desk ${at}/desk/` });
  report({ zh: `接口 ${at}/openapi.json`, en: `API ${at}/openapi.json` });
  if (config.env === 'demo')
    report({
      zh: '示范登录：周建华、陈桂兰、沈立群；窗口李雯，审批王海涛（点名字就行，人物都是虚构的）',
      en: 'Demo sign-in: choose a fictional person by name',
    });
  if (config.role === 'web')
    report({ zh: '这个进程不做后台任务，请另外启动worker。', en: 'This process does no background work: start a worker beside it.' });
}

/** `tongban serve`: doors, work or both in this process, any number of processes on one database. */
export async function serve(options: { role?: string }, report: Report): Promise<void> {
  const began = performance.now();
  const config = configOf(options.role);
  const { house, direct, close } = await openHouse(config);
  if (!(await house.keys.fits(house.db))) {
    await close();
    throw problem(
      'unavailable',
      'cli.keys',
      { zh: '密钥和数据库不是一套，打不开里面的数据。', en: 'Keys and database do not belong together.' },
      { zh: '请把 DATA_DIR/keys 换回和这个数据库配套的那一份。', en: 'Restore the DATA_DIR/keys that belongs to this database.' },
    );
  }
  if (config.env === 'demo') await furnishDemonstration(house, report);
  const parts: Part[] = [];
  const stop = async (): Promise<void> => {
    for (const part of parts) await part.stop();
    await close();
  };
  try {
    if (config.role !== 'web') parts.push(await startWork(house));
    if (config.role !== 'worker') parts.unshift(await openDoors(house, direct));
  } catch (error) {
    await stop();
    throw error;
  }
  tell(config, ((performance.now() - began) / 1000).toFixed(1), report);
  await untilStopped(stop);
}
