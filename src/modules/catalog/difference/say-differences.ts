/**
 * What changes for people between two versions, in words. Each sentence stands for one place that differs; places nobody
 * has words for are named with both values, so that no difference is left out.
 */
import type { Json } from '#platform/errors';
import type { FactNames } from '#platform/rules';
import type { Text } from '#platform/text';
import type { ItemContent } from '../document/content.ts';
import { differences } from '../editing/difference.ts';
import { type Operation, placeOf, sameJson } from '../editing/operations.ts';
import { isObject, valueAt } from '../editing/paths.ts';
import { memberWords } from '../contract/item-words.ts';
import { groupOf, groupWords, placeWords, type Group } from './place-words.ts';
import { namesOf, valueWords } from './value-words.ts';

/** One difference as a person reads it. */
export interface Difference {
  group: Group;
  say: Text;
  path: string[];
  before: Json;
  after: Json;
}

/** Differences between two versions of a kind of handling, what matters most to people first. */
export function sayDifferences(before: ItemContent, after: ItemContent): Difference[] {
  const [old, young] = [before as unknown as Json, after as unknown as Json];
  const names = { ...namesOf(before), ...namesOf(after) };
  const found = differences(old, young).flatMap((op): Difference[] => {
    const path = placeOf(op);
    const [was, is] = [valueAt(old, path) ?? null, valueAt(young, path) ?? null];
    const at = { group: groupOf(path), path, before: was, after: is };
    const rows = titledRows(was, is);
    const says =
      rows !== undefined
        ? rowSentences(path, rows, names)
        : path[0] === 'examples' && isObject(was) && isObject(is) && !path.at(-1)?.startsWith('#')
          ? Object.keys({ ...was, ...is })
              .filter((name) => !sameJson(was[name], is[name]))
              .map((name) => sentence({ do: 'set', path: [...path, name], value: null }, [...path, name], old, young, names))
          : [sentence(op, path, old, young, names)];
    return says.map((say) => ({ ...at, say }));
  });
  const order = Object.keys(groupWords);
  return found.toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
}

const heads = ['name', 'text', 'title', 'say', 'label', 'x-label', 'q', 'route'];
const nameOf = (value: Json | undefined): Required<Text> | undefined => {
  if (!isObject(value)) return typeof value === 'string' ? { zh: value, en: value } : undefined;
  for (const member of heads) {
    const found = value[member];
    if (found !== undefined && found !== null && (typeof found === 'string' || isObject(found))) return valueWords(found, member);
  }
  return undefined;
};
const quoted = (text: Text): Required<Text> => ({ zh: `“${text.zh}”`, en: `“${text.en ?? text.zh}”` });

type Titled = { gone: Json[]; come: Json[]; changed: [Json, Json][] };

/** Rows of a list that has no identifiers, told apart by what they are called; undefined where that cannot be done. */
function titledRows(before: Json, after: Json): Titled | undefined {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  const titles = (rows: Json[]): Map<string, Json> => new Map(rows.map((row) => [isObject(row) ? (nameOf(row)?.zh ?? '') : '', row]));
  const [old, young] = [titles(before), titles(after)];
  if (old.has('') || young.has('') || old.size !== before.length || young.size !== after.length) return undefined;
  return {
    gone: [...old].filter(([title]) => !young.has(title)).map(([, row]) => row),
    come: [...young].filter(([title]) => !old.has(title)).map(([, row]) => row),
    changed: [...young].flatMap(([title, row]): [Json, Json][] => {
      const was = old.get(title);
      return was === undefined || sameJson(was, row) ? [] : [[was, row]];
    }),
  };
}

function rowSentences(path: string[], rows: Titled, names: FactNames): Text[] {
  const list = placeWords(path, () => undefined);
  const say = (zh: string, en: string): Text => ({ zh: `${list.zh}：${zh}`, en: `${list.en ?? list.zh}: ${en}` });
  const titled = (row: Json): Required<Text> => quoted(nameOf(row) ?? { zh: '' });
  const out = [
    ...rows.come.map((row) => say(`新增${titled(row).zh}`, `${titled(row).en} is new`)),
    ...rows.changed.flatMap(([was, is]) =>
      [...new Set([...Object.keys(was as object), ...Object.keys(is as object)])].flatMap((member) => {
        const [old, young] = [(was as Record<string, Json>)[member], (is as Record<string, Json>)[member]];
        if (sameJson(old, young)) return [];
        const [o, y] = [valueWords(old, member, names), valueWords(young, member, names)];
        const what = memberWords[member] ?? { zh: member, en: member };
        return [
          say(
            `${titled(is).zh}的${what.zh}从“${o.zh}”改为“${y.zh}”`,
            `${what.en ?? what.zh} of ${titled(is).en} from “${o.en}” to “${y.en}”`,
          ),
        ];
      }),
    ),
    ...rows.gone.map((row) => say(`去掉了${titled(row).zh}`, `${titled(row).en} is gone`)),
  ];
  return out.length === 0 ? [say('换了顺序', 'stands in another order')] : out;
}

function sentence(op: Operation, path: string[], before: Json, after: Json, names: FactNames): Text {
  const special = figures(path, before, after) ?? material(path, before, after);
  if (special !== undefined) return special;
  const place = placeWords(path, (at) => nameOf(valueAt(after, at) ?? valueAt(before, at)));
  const row = path.at(-1)?.startsWith('#') === true;
  const [old, young] = [valueAt(before, path), valueAt(after, path)];
  if (op.do === 'move') return { zh: `${place.zh}：换了位置`, en: `${place.en ?? place.zh}: stands elsewhere in the list` };
  if (row) {
    const name = quoted(nameOf(young ?? old) ?? { zh: path.at(-1)?.slice(1) ?? '' });
    const list = placeWords(path.slice(0, -1), (at) => nameOf(valueAt(after, at) ?? valueAt(before, at)));
    return young === undefined
      ? { zh: `${list.zh}：去掉了${name.zh}`, en: `${list.en ?? list.zh}: ${name.en} is gone` }
      : { zh: `${list.zh}：新增${name.zh}`, en: `${list.en ?? list.zh}: ${name.en} is new` };
  }
  const member = path.at(-1) ?? '';
  const [was, is] = [valueWords(old, member, names), valueWords(young, member, names)];
  return {
    zh: `${place.zh}：从“${was.zh}”改为“${is.zh}”`,
    en: `${place.en ?? place.zh}: from “${was.en}” to “${is.en}”`,
  };
}

/** Days and visits: whether it gets quicker is what people want to know. */
function figures(path: string[], before: Json, after: Json): Text | undefined {
  const [old, young] = [valueAt(before, path), valueAt(after, path)];
  if (typeof old !== 'number' || typeof young !== 'number') return undefined;
  const way = young < old ? { zh: '缩短', en: 'shorter' } : { zh: '延长', en: 'longer' };
  switch (path.join('/')) {
    case 'limits/promised/days':
      return { zh: `承诺办结时间${way.zh}：从${old}天变成${young}天`, en: `Promised time is ${way.en}: ${young} days instead of ${old}` };
    case 'limits/statutory/days':
      return { zh: `法定时限${way.zh}：从${old}天变成${young}天`, en: `Statutory limit is ${way.en}: ${young} days instead of ${old}` };
    case 'visits/count':
      return { zh: `要跑的次数：从${old}次变成${young}次`, en: `Visits needed: ${young} instead of ${old}` };
    default:
      return undefined;
  }
}

/** What must be brought, and what no longer. */
function material(path: string[], before: Json, after: Json): Text | undefined {
  if (path[0] !== 'materials' || path[1] === undefined) return undefined;
  const at = path.slice(0, 2);
  const [old, young] = [valueAt(before, at), valueAt(after, at)];
  const name = quoted(nameOf(young ?? old) ?? { zh: path[1].slice(1) });
  const needed = (row: Json | undefined): boolean => isObject(row) && row['need'] === 'required';
  if (path.length === 2 && old === undefined)
    return needed(young)
      ? { zh: `要多交一样材料：${name.zh}`, en: `One more paper is needed: ${name.en}` }
      : { zh: `新增可以不交或后补的材料：${name.zh}`, en: `A paper that is optional or may come later is new: ${name.en}` };
  if (path.length === 2 && young === undefined) return { zh: `不用再交${name.zh}`, en: `${name.en} is no longer needed` };
  if (path[2] === 'need' && path.length === 3) {
    const [was, is] = [valueWords(valueAt(before, path), 'need'), valueWords(valueAt(after, path), 'need')];
    return { zh: `${name.zh}：从${was.zh}变成${is.zh}`, en: `${name.en}: ${is.en} instead of ${was.en}` };
  }
  if (path[2] === 'routes') {
    const live = (row: Json | undefined): number =>
      isObject(row) && Array.isArray(row['routes']) ? row['routes'].filter((r) => isObject(r) && r['state'] === 'live').length : 0;
    if (live(young) > live(old)) return { zh: `${name.zh}多了一种可以不交的办法`, en: `There is one more way not to hand in ${name.en}` };
    if (live(young) < live(old)) return { zh: `${name.zh}少了一种可以不交的办法`, en: `There is one way less not to hand in ${name.en}` };
  }
  return undefined;
}
