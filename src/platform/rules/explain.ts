import { isDay } from '#platform/clock';
import type { Text } from '#platform/text';
import type { Reason } from './expr.ts';
import { en, words } from './operator.ts';
import { argumentsOf, operators } from './operators.ts';

/** What people call a fact and its values. */
export type FactNames = Readonly<Record<string, { name: Text; values?: Readonly<Record<string, Text>> }>>;

/** An expression in plain words, for editors, for the public rule page and for the reason of a decision. */
export function explain(expr: unknown, names: FactNames = {}): Text {
  return say(expr, names, undefined, 0);
}

/** A reason with the name people know instead of the fact's id. */
export function sayReason(reason: Reason, names: FactNames): Text {
  const name = reason.fact === undefined ? undefined : names[reason.fact]?.name;
  if (name === undefined || reason.fact === undefined) return reason.say;
  return { zh: reason.say.zh.replaceAll(reason.fact, name.zh), en: en(reason.say).replaceAll(reason.fact, en(name)) };
}

function say(node: unknown, names: FactNames, values: Readonly<Record<string, Text>> | undefined, depth: number): Text {
  if (depth > 64) return words('…', '…');
  if (typeof node === 'boolean')
    return values?.[String(node)] === undefined ? (node ? words('是', 'yes') : words('否', 'no')) : quoted(values[String(node)]!);
  if (typeof node === 'string')
    return values?.[node] === undefined ? (isDay(node) ? words(date(node), node) : words(`“${node}”`, `“${node}”`)) : quoted(values[node]!);
  if (typeof node === 'number') return words(String(node), String(node));
  if (Array.isArray(node)) {
    const members = node.map((member) => say(member, names, values, depth + 1));
    return words(members.map((m) => m.zh).join('、'), members.map(en).join(', '));
  }
  if (node === null || typeof node !== 'object') return words('？', '?');
  const [op, rest] = Object.entries(node)[0] ?? ['', undefined];
  if (op === 'today') return words('今天', 'today');
  if (op === 'fact') return quoted(names[String(rest)]?.name ?? words(String(rest), String(rest)));
  const operator = Object.hasOwn(operators, op) ? operators[op] : undefined;
  if (operator === undefined) return words(`认不得的“${op}”`, `unknown “${op}”`);
  const given = argumentsOf(operator, rest);
  const options = given
    .map((argument) => (isFact(argument) ? names[argument.fact]?.values : undefined))
    .find((found) => found !== undefined);
  const args = given.map((argument, index) => (operator.raw?.includes(index) ? words('', '') : say(argument, names, options, depth + 1)));
  // A malformed rule still reads as something; checkExpr says what is wrong with it.
  return args.length < operator.min || args.length === 0 ? words(`“${op}”没写完`, `“${op}” is incomplete`) : operator.words(args, given);
}

function isFact(node: unknown): node is { fact: string } {
  return node !== null && typeof node === 'object' && typeof (node as Record<string, unknown>)['fact'] === 'string';
}
function quoted(text: Text): Text {
  return { zh: `“${text.zh}”`, en: `“${en(text)}”` };
}
function date(day: string): string {
  const [year, month, dayOfMonth] = day.split('-').map(Number);
  return `${year}年${month}月${dayOfMonth}日`;
}
