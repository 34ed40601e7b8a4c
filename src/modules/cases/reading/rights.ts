import type { Text } from '#platform/text';
import type { CaseState } from '../lifecycle/facts.ts';
import type { Regime } from '../lifecycle/regime.ts';

/** Rights the person has once something was decided against or for him, in the regime's own words. */
export function rightsOf(state: CaseState, regime: Regime): Text[] {
  if (!['decided', 'closed', 'notAccepted', 'terminated'].includes(state)) return [];
  return regime.rights.map((r) => {
    if (r.within === undefined) return r.text;
    const en = r.text.en === undefined ? undefined : `${r.text.en} (${r.within.en ?? r.within.zh})`;
    return { zh: `${r.text.zh}（${r.within.zh}）`, ...(en === undefined ? {} : { en }) };
  });
}
