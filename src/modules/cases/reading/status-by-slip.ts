import { shanghaiDate } from '#platform/clock';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { limit } from '#platform/limits';
import type { StatusView } from '../contract.ts';
import { stateNames } from '../lifecycle/case.ts';
import type { Regime } from '../lifecycle/regime.ts';
import { versionById } from '../outside/items.ts';
import { listPauses, readCase } from '../record/case.sql.ts';
import { findBySlip } from './case-reading.sql.ts';
import { clockView } from './clock-view.ts';

const look = {
  zh: '请对照小票或短信再填一次；也可以打服务电话或带证件到窗口查。',
  en: 'Please compare it with the slip or message; or ask by telephone or at a window.',
};

/** Digits of a slip code as people type or say them: spaces, dashes and full-width digits are fine. */
export function slipDigits(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/[\s\-–—]/g, '');
}

/**
 * What a slip code shows: item, state, office, date, and never a name. `caller` is the address it came from.
 * Twelve digits are guessed by nobody who may try thirty times in ten minutes; the total stops a crowd of addresses (model 23).
 */
export async function statusBySlip(house: House, code: string, caller: string): Promise<StatusView> {
  const digits = slipDigits(code);
  if (!/^\d{12}$/.test(digits))
    throw problem('invalid', 'cases.slip-form', { zh: '查询码是12位数字。', en: 'A slip code has 12 digits.' }, look, {
      fields: [{ field: 'code', say: { zh: '要填12位数字', en: '12 digits' } }],
    });
  const at = house.clock.now();
  await limit(house, at, { scope: 'cases.slip', key: caller, max: 30, perSeconds: 600 });
  await limit(house, at, { scope: 'cases.slip-all', key: 'all', max: 3000, perSeconds: 600 });
  const caseId = await findBySlip(house.db, house.keys.lookupHashes('cases.slip', digits));
  const c = caseId === undefined ? undefined : await readCase(house.db, caseId);
  if (c === undefined)
    throw problem('notFound', 'cases.slip-unknown', { zh: '没有查到这个查询码。', en: 'No case has this slip code.' }, look);
  const { content } = await versionById(house.db, c.versionId);
  const steps = c.steps.map((s) => ({ kind: s.kind, openedAt: new Date(s.openedAt), organName: s.organName }));
  const pauseName = (content.regime as Regime).pauses.find((p) => p.kind === c.pauseKind)?.name ?? null;
  const clock = clockView(
    { c, steps, pauses: await listPauses(house.db, c), pauseName, promiseDays: content.limits.promised.days },
    house.calendar,
    at,
  );
  return {
    number: c.number,
    itemName: c.itemName,
    state: c.state,
    stateName: stateNames[c.state],
    office: c.steps.find((s) => s.organName !== null)?.organName ?? c.organName ?? c.receivingOrganName,
    say: clock.say,
    date: clock.duePromised ?? (c.endedAt === null ? null : shanghaiDate(c.endedAt)),
    lamp: clock.lamp,
  };
}
