/** Days that follow from the item and the facts: when it is open, and from which legal day a right runs. */
import { evaluate } from '#platform/rules';
import type { Text } from '#platform/text';
import type { ItemContent } from '../document/content.ts';
import type { Facts, OutcomeResult, RightsFrom } from './evaluation.ts';
import { rulesSetting, type Setting, truth } from './truth.ts';

/** The outcome outside the season; undefined while the item is open. */
export function outOfSeason(content: ItemContent, today: string): OutcomeResult | undefined {
  const { season } = content;
  if (season === undefined || season.periods.some((p) => p.from <= today && today <= p.to)) return undefined;
  const next = season.periods.find((p) => p.from > today);
  return { kind: 'notYet', id: 'season', say: season.say, next: nextTime(season.next, next) };
}

function nextTime(text: Text, period: NonNullable<ItemContent['season']>['periods'][number] | undefined): Text {
  if (period === undefined) return text;
  const name = period.name?.zh === undefined ? '' : `${period.name.zh}：`;
  const zh = `${name}${chinese(period.from)}到${chinese(period.to)}。${text.zh}`;
  const en = `${period.name?.en === undefined ? '' : `${period.name.en}: `}${period.from} to ${period.to}. ${text.en ?? ''}`.trim();
  return { zh, en };
}

const chinese = (day: string): string => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** The legal day from which the right runs, as a member of the evaluation; nothing for items without such a day. */
export function rightsFrom(content: ItemContent, facts: Facts, setting: Setting): { rightsFrom?: RightsFrom } {
  const from = content.effect?.from;
  if (from === undefined) return {};
  const fits = from.when === undefined ? { value: true as const, missing: [] } : truth(from.when, facts, setting);
  if (fits.value === 'unknown') return { rightsFrom: { day: null, missing: fits.missing } };
  const begin = fits.value ? from : from.otherwise;
  if (begin === undefined) return {};
  const { value, why } = evaluate(begin.day as never, facts, rulesSetting(setting));
  if (typeof value !== 'string') return { rightsFrom: { day: null, missing: why.flatMap((w) => (w.fact === undefined ? [] : [w.fact])) } };
  const exact = begin.at === undefined || begin.at === 'day';
  return { rightsFrom: { day: exact ? value : monthStart(value, begin.at === 'nextMonthStart' ? 1 : 0), missing: [] } };
}

function monthStart(day: string, later: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + later;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}
