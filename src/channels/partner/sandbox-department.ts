import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '#platform/config';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { errorFields } from '#platform/log';

/** A running sandbox department. */
export type SandboxDepartment = { stop(): void };

type Step = { stepId: string; caseNumber: string; requestedAt: string };
type Behaviour = 'answers' | 'late' | 'twice' | 'silent';

/** Key of the demonstration's partner, as written in the fictional city. */
function demoKey(): string {
  const city = parse(readFileSync(join(projectRoot(), 'demo/city/staff.yaml'), 'utf8')) as { partners?: { key: string; secret: string }[] };
  return city.partners?.find((p) => p.key === 'sandbox-department')?.secret ?? '';
}

/** Starts the department's own system: it asks for steps that wait for it and decides them over the public API. */
export function startSandboxDepartment(
  house: House,
  behaviour = (process.env['TONGBAN_SANDBOX_DEPARTMENT'] ?? 'answers') as Behaviour,
  everyMs = 2_000,
): SandboxDepartment {
  const base = `${house.config.publicUrl}/api/partner`;
  const headers = { authorization: `Bearer ${demoKey()}`, accept: 'application/json', 'content-type': 'application/json' };
  const seen = new Map<string, number>();
  let stopped = false;

  const answer = async (step: Step, word: 'accepted' | 'refused', key: string): Promise<void> => {
    await fetch(`${base}/steps/${step.stepId}/answer`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': key },
      body: JSON.stringify({
        externalNumber: `SB-${step.caseNumber.slice(-7)}`,
        answer: word,
        officers: ['示范经办人'],
        ...(word === 'refused' ? { reason: '示范：系统里的登记和申请不一致。' } : {}),
      }),
    });
  };
  const round = async (): Promise<void> => {
    if (behaviour === 'silent') return;
    const reply = await fetch(`${base}/steps`, { headers });
    if (!reply.ok) return;
    const { rows } = (await reply.json()) as { rows: Step[] };
    for (const step of rows) {
      const rounds = (seen.get(step.stepId) ?? 0) + 1;
      seen.set(step.stepId, rounds);
      if (rounds < (behaviour === 'late' ? 10 : 2)) continue;
      await answer(step, 'accepted', `sandbox-${step.stepId}`);
      if (behaviour === 'twice') {
        await answer(step, 'accepted', newId());
        await answer(step, 'refused', newId());
      }
    }
  };
  const timer = setInterval(() => {
    if (stopped) return;
    // The server may be stopping or the database away: a department simply asks again.
    round().catch((error: unknown) => house.log.info({ job: 'sandbox-department', ...errorFields(error) }, 'will ask again'));
  }, everyMs);
  return {
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
  };
}
