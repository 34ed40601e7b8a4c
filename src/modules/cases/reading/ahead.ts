import type { Text } from '#platform/text';
import type { CaseState, Plan } from '../lifecycle/facts.ts';

const t = (zh: string, en: string): Text => ({ zh, en });

/** What still comes, in order, for the dashed end of the timeline. */
export function aheadOf(state: CaseState, plan: Plan, at: { position: number; deliveryWay: string | null; onTheSpot: boolean }): Text[] {
  const delivery = t(
    at.deliveryWay === 'self' ? '您来取结果' : '把结果送给您',
    at.deliveryWay === 'self' ? 'You fetch the result' : 'The result is brought to you',
  );
  const decision = t('作出决定', 'Decision');
  const groups = (from: number): Text[] =>
    plan.groups.slice(from).map((g) => ({ zh: g.map((s) => s.name.zh).join('、'), en: g.map((s) => s.name.en ?? s.name.zh).join(', ') }));
  switch (state) {
    case 'received':
      return [t('受理，或者一次说清缺什么', 'Acceptance, or once what is missing'), ...(at.onTheSpot ? [] : groups(0)), decision, delivery];
    case 'correcting':
      return [t('您补正', 'Your correction'), t('受理', 'Acceptance'), ...groups(0), decision, delivery];
    case 'accepted':
      return [...groups(at.position + 1), ...(at.position >= plan.groups.length ? [] : [decision]), delivery];
    case 'paused':
      return [
        t('特别程序结束，时钟接着走', 'The special procedure ends and the clock goes on'),
        ...groups(at.position + 1),
        decision,
        delivery,
      ];
    case 'decided':
      return [delivery];
    default:
      return [];
  }
}
