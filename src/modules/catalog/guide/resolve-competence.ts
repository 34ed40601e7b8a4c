/** 管辖: which organ decides this case, by the item's own rule and the facts. No hit is never guessed: a person assigns (model.md 6). */
import type { Read } from '#platform/db';
import type { Text } from '#platform/text';
import { evaluate as valueOf } from '#platform/rules';
import { ancestorAt, findOrgan } from '#places';
import type { ItemContent, PlaceLevel, ReceiveMode } from '../document/content.ts';
import type { Facts } from './evaluation.ts';
import { type Setting, truth } from './truth.ts';

/** How far each kind of place may go with this case. */
export type ReceiveRule = { place: string; mode: ReceiveMode; basis: Text | null };

/** The competent organ, or why none can be named. Stored on the case and shown to the person. */
export type ResolvedCompetence =
  | {
      unresolved: false;
      regionCode: string;
      level: PlaceLevel;
      organKind: string;
      organId: string;
      organName: Text;
      receive: ReceiveRule[];
      why: Text;
    }
  | { unresolved: true; receive: ReceiveRule[]; why: Text; missing: string[] };

const levelWords: Record<PlaceLevel, Text> = {
  city: { zh: '市', en: 'city' },
  county: { zh: '县（区）', en: 'county' },
  town: { zh: '镇（街道）', en: 'town' },
  village: { zh: '村（社区）', en: 'village' },
};

/** Resolves competence for these facts. Reads regions and organs, decides nothing else. */
export async function resolveCompetence(read: Read, content: ItemContent, facts: Facts, setting: Setting): Promise<ResolvedCompetence> {
  const { competence } = content;
  const receive = competence.receive.map((r) => ({ place: r.place, mode: r.mode, basis: r.basis ?? null }));
  const rule = competence.overrides?.find((o) => truth(o.when, facts, setting).value === true);
  const level = rule?.level ?? competence.level;
  const organKind = rule?.organKind ?? competence.organKind;
  const region = valueOf(rule?.region ?? competence.region, facts, { today: setting.today });
  if (typeof region.value !== 'string') {
    const missing = region.why.flatMap((reason) => (reason.fact === undefined ? [] : [reason.fact]));
    return {
      unresolved: true,
      receive,
      missing,
      why: { zh: '还不知道归哪里管，由人来分派。', en: 'Which place is competent is not known yet; a person assigns it.' },
    };
  }
  const home = await ancestorAt(read, region.value, level);
  if (home === undefined) {
    return {
      unresolved: true,
      receive,
      missing: [],
      why: {
        zh: `区划“${region.value}”找不到对应的${levelWords[level].zh}，由人来分派。`,
        en: `No ${levelWords[level].en ?? level} was found for region ${region.value}; a person assigns it.`,
      },
    };
  }
  const organ = await findOrgan(read, { kind: organKind, regionCode: home.code });
  const there = home.nameEn ?? home.name;
  if (organ === undefined) {
    return {
      unresolved: true,
      receive,
      missing: [],
      why: {
        zh: `${home.name}没有登记这类部门（${organKind}），由人来分派。`,
        en: `${there} has no such organ on record (${organKind}); a person assigns it.`,
      },
    };
  }
  const because = rule?.why ?? { zh: `按规定由${home.name}一级办`, en: `Decided at the level of ${there}` };
  const why = { zh: `${because.zh}：${organ.label.zh}。`, en: `${because.en ?? because.zh}: ${organ.label.en ?? organ.label.zh}.` };
  return { unresolved: false, regionCode: home.code, level, organKind, organId: organ.id, organName: organ.label, receive, why };
}
