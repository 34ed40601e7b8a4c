import { isDay } from '#platform/clock';
import { argumentsOf, operators } from './operators.ts';
import type { Kind } from './operator.ts';

/** What a fact holds; `values` names the only ones possible (a choice), so that a misspelt option is found at save. */
export type FactType = Kind | { type: Kind; values?: readonly (string | number | boolean)[] };

/** A fault of an expression, at its place in the tree, in words for an editor. */
export type ExprFault = { path: string; say: { zh: string; en: string } };

const deepest = 64;

/**
 * Checks an expression when a document is saved: only listed operators, facts that exist, kinds that fit, options that can be chosen.
 * `wanted` is the kind it must give (a condition: boolean).
 */
export function checkExpr(expr: unknown, facts: Readonly<Record<string, FactType>>, wanted: Kind = 'boolean'): ExprFault[] {
  const faults: ExprFault[] = [];
  const kind = kindOf(expr, '', 0);
  if (faults.length === 0 && !fits(kind, wanted))
    fault('', `这里要的是${kindWords[wanted]}，写的却是${kindWords[kind]}`, `this must give ${wanted}, but gives ${kind}`);
  return faults;

  function fault(path: string, zh: string, en: string): Kind {
    faults.push({ path, say: { zh, en } });
    return 'any';
  }

  function kindOf(node: unknown, path: string, depth: number): Kind {
    if (depth > deepest) return fault(path, '规则套得太深', 'nested too deep');
    if (typeof node === 'boolean') return 'boolean';
    if (typeof node === 'number') return 'number';
    if (typeof node === 'string') return isDay(node) ? 'date' : 'text';
    if (Array.isArray(node)) {
      const kinds = new Set(
        node.map((member, index) =>
          typeof member === 'object'
            ? fault(`${path}/${index}`, '清单里只能直接写值', 'a list holds plain values only')
            : kindOf(member, `${path}/${index}`, depth + 1),
        ),
      );
      if (node.length === 0) fault(path, '清单是空的', 'the list is empty');
      if (kinds.size > 1 && [...kinds].some((kind) => kind === 'number' || kind === 'boolean'))
        fault(path, '清单里的值种类不一样', 'the list mixes kinds');
      return 'list';
    }
    if (node === null || typeof node !== 'object') return fault(path, '这里不能空着', 'nothing is written here');
    const entries = Object.entries(node);
    if (entries.length !== 1)
      return fault(path, `一层只能写一个运算，这里写了${entries.length}个`, `one operator a level, found ${entries.length}`);
    const [op, rest] = entries[0]!;
    if (op === 'today') return rest === true ? 'date' : fault(path, 'today 写成 {today: true}', 'write {today: true}');
    if (op === 'fact') return factKind(rest, path);
    const operator = Object.hasOwn(operators, op) ? operators[op]! : undefined;
    if (operator === undefined)
      return fault(
        path,
        `没有“${op}”这个运算。能用的有：${Object.keys(operators).join('、')}`,
        `no operator “${op}”; known: ${Object.keys(operators).join(', ')}`,
      );
    const given = argumentsOf(operator, rest);
    const least = Math.max(operator.min, 1);
    if (given.length < least || given.length > operator.max)
      return fault(
        `${path}/${op}`,
        `“${op}”要${amount(least, operator.max)}项，写了${given.length}项`,
        `“${op}” takes ${least} to ${operator.max} arguments, found ${given.length}`,
      );
    const wrong = operator.literal?.(given);
    if (wrong !== undefined) fault(`${path}/${op}`, wrong, `“${op}” is not written as it must be`);
    const kinds = given.map((argument, index) =>
      operator.raw?.includes(index)
        ? 'any'
        : kindOf(argument, given.length === 1 && !Array.isArray(rest) ? `${path}/${op}` : `${path}/${op}/${index}`, depth + 1),
    );
    checkKinds(op, operator.takes, kinds, `${path}/${op}`);
    const unfit = operator.kindFault?.(kinds);
    if (unfit !== undefined) fault(`${path}/${op}`, unfit, `the arguments of “${op}” do not fit together`);
    checkOptions(op, given, `${path}/${op}`);
    return typeof operator.gives === 'function' ? operator.gives(kinds) : operator.gives;
  }

  function factKind(name: unknown, path: string): Kind {
    if (typeof name !== 'string') return fault(path, 'fact后面写事实的名字', 'fact needs a name');
    const declared = Object.hasOwn(facts, name) ? facts[name] : name === 'today' ? 'date' : undefined;
    if (declared === undefined) return fault(path, `没有“${name}”这个事实${nearest(name, Object.keys(facts))}`, `no fact “${name}”`);
    return typeof declared === 'string' ? declared : declared.type;
  }

  function checkKinds(op: string, takes: 'same' | Kind | readonly Kind[], kinds: readonly Kind[], path: string): void {
    if (takes === 'same') {
      const odd = kinds.find((kind) => !fits(kind, kinds[0]!) && !fits(kinds[0]!, kind));
      if (odd !== undefined)
        fault(path, `“${op}”两边不是一类：${kindWords[kinds[0]!]}和${kindWords[odd]}`, `“${op}” compares ${kinds[0]} with ${odd}`);
      else if (/^([gl]te?|between)$/.test(op) && kinds.some((kind) => !['number', 'date', 'any'].includes(kind)))
        fault(path, `“${op}”只能比数和日期`, `“${op}” orders numbers and dates only`);
      return;
    }
    kinds.forEach((kind, index) => {
      const need = typeof takes === 'string' ? takes : takes[Math.min(index, takes.length - 1)]!;
      if (!fits(kind, need))
        fault(
          `${path}/${index}`,
          `“${op}”第${index + 1}项要${kindWords[need]}，写的是${kindWords[kind]}`,
          `argument ${index + 1} of “${op}” must be ${need}, is ${kind}`,
        );
    });
  }

  /** A choice is compared with options that exist; otherwise the rule would silently never hold. */
  function checkOptions(op: string, given: readonly unknown[], path: string): void {
    if (!['eq', 'ne', 'in', 'notIn', 'includes'].includes(op)) return;
    const optionsOf = (node: unknown) => {
      const name =
        node !== null && typeof node === 'object' && !Array.isArray(node) ? (node as Record<string, unknown>)['fact'] : undefined;
      const declared = typeof name === 'string' && Object.hasOwn(facts, name) ? facts[name] : undefined;
      return typeof declared === 'object' ? declared.values : undefined;
    };
    const options = given.map(optionsOf).find((values) => values !== undefined);
    if (options === undefined) return;
    for (const literal of given.flat())
      if (literal !== null && typeof literal !== 'object' && !options.includes(literal as string))
        fault(
          path,
          `选项里没有“${String(literal)}”${nearest(String(literal), options.map(String))}`,
          `“${String(literal)}” is not one of the options`,
        );
  }
}

const kindWords: Readonly<Record<Kind, string>> = {
  boolean: '是或否',
  number: '数',
  text: '文字',
  date: '日期',
  region: '区划',
  list: '清单',
  rows: '表格',
  any: '任意值',
};

function fits(kind: Kind, need: Kind): boolean {
  if (kind === need || kind === 'any' || need === 'any') return true;
  // Texts may be region codes, and a date written in a document is a text like any other.
  return (
    (need === 'text' && (kind === 'date' || kind === 'region')) ||
    (need === 'region' && kind === 'text') ||
    (kind === 'rows' && need === 'list')
  );
}
function amount(min: number, max: number): string {
  return max === min ? `${min}` : max === Number.POSITIVE_INFINITY ? `至少${min}` : `${min}至${max}`;
}
function nearest(name: string, names: readonly string[]): string {
  const close = names.find((other) => distance(name.toLowerCase(), other.toLowerCase()) <= 2);
  return close === undefined ? '' : `，是不是“${close}”？`;
}
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
