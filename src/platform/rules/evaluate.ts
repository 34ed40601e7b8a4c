import {
  type Facts,
  type Known,
  known,
  type Outcome,
  type Reason,
  type Setting,
  type Trace,
  unknown,
  type Value,
  wrongType,
} from './expr.ts';
import { argumentsOf, operators } from './operators.ts';

// Deeper trees are nobody's rule, and recursion must never end a process.
const deepest = 64;
const none: readonly Trace[] = [];

/** Evaluates any tree on the given facts and day. Total: what cannot be said is unknown, with its reasons. */
export function evaluate(expr: unknown, facts: Facts, setting: Setting): Outcome {
  const trace = walk(expr, facts, setting, 0);
  return { value: trace.value, why: unique(trace.why), trace: strip(trace) };
}

/** A condition in three values, with the facts still missing. An unknown goes to a person, it is never a no. */
export function truth(
  expr: unknown,
  facts: Facts,
  setting: Setting,
): { value: true | false | 'unknown'; missing: string[]; why: Reason[] } {
  const { value, why } = evaluate(expr, facts, setting);
  if (typeof value === 'boolean') return { value, missing: [], why: [] };
  const reasons = value === null ? why : [wrongType('condition')];
  return { value: 'unknown', missing: [...new Set(reasons.flatMap((reason) => reason.fact ?? []))], why: reasons };
}

type Walked = Known & { op: string; fact?: string; args: readonly Walked[] };

function walk(expr: unknown, facts: Facts, setting: Setting, depth: number): Walked {
  if (depth > deepest) return { ...unknown(notAnExpression('…')), op: '…', args: [] };
  if (typeof expr === 'string' || typeof expr === 'boolean') return { ...known(expr), op: 'value', args: [] };
  if (typeof expr === 'number')
    return { ...(Number.isFinite(expr) ? known(expr) : unknown(wrongType(String(expr)))), op: 'value', args: [] };
  if (Array.isArray(expr)) return list(expr.map((member) => walk(member, facts, setting, depth + 1)));
  if (expr === null || typeof expr !== 'object') return { ...unknown(notAnExpression(String(expr))), op: 'value', args: [] };
  const [op, rest] = Object.entries(expr)[0] ?? [];
  if (op === undefined || Object.keys(expr).length !== 1)
    return { ...unknown(notAnExpression(JSON.stringify(expr).slice(0, 60))), op: '?', args: [] };
  if (op === 'fact') return { ...fact(rest, facts, setting), op: 'fact', fact: String(rest), args: [] };
  if (op === 'today') return { ...known(setting.today), op: 'today', args: [] };
  const operator = Object.hasOwn(operators, op) ? operators[op] : undefined;
  if (operator === undefined) return { ...unknown(notAnExpression(op)), op, args: [] };
  const given = argumentsOf(operator, rest);
  if (given.length < operator.min || given.length > operator.max) return { ...unknown(notAnExpression(op)), op, args: [] };
  const args = given.map((argument, index) =>
    operator.raw?.includes(index) ? literal(argument) : walk(argument, facts, setting, depth + 1),
  );
  return { ...operator.run(args, setting, given), op, args };
}

function fact(name: unknown, facts: Facts, setting: Setting): Known {
  if (typeof name !== 'string') return unknown(notAnExpression('fact'));
  const value = Object.hasOwn(facts, name) ? facts[name] : undefined;
  if (value === undefined || value === null || value === '')
    return name === 'today'
      ? known(setting.today)
      : unknown({ code: 'missing', fact: name, say: { zh: `还不知道“${name}”`, en: `“${name}” is not known yet` } });
  return isValue(value) ? known(value) : unknown(wrongType(name, name));
}

function isValue(value: unknown): value is Value {
  if (Array.isArray(value))
    return value.every(isScalar) || value.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row));
  return isScalar(value);
}
function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

function list(members: readonly Walked[]): Walked {
  const values = members.map((member) => member.value);
  if (values.every((value) => value !== null && !Array.isArray(value)))
    return { ...known(values as (string | number | boolean)[]), op: 'list', args: members };
  return {
    ...unknown(
      ...members.flatMap((member) => (member.value === null ? member.why : Array.isArray(member.value) ? [wrongType('list')] : [])),
    ),
    op: 'list',
    args: members,
  };
}
function literal(argument: unknown): Walked {
  return { ...known(typeof argument === 'string' || typeof argument === 'number' ? argument : ''), op: 'value', args: [] };
}

function strip(walked: Walked): Trace {
  const args = walked.args.length === 0 ? (none as Trace[]) : walked.args.map(strip);
  return { op: walked.op, ...(walked.fact === undefined ? {} : { fact: walked.fact }), value: walked.value, args };
}
function unique(reasons: readonly Reason[]): Reason[] {
  const seen = new Map(reasons.map((reason) => [`${reason.code} ${reason.fact ?? reason.say.zh}`, reason]));
  return [...seen.values()];
}
function notAnExpression(what: string): Reason {
  return {
    code: 'not-an-expression',
    say: { zh: `规则里的“${what}”不认得，要由人来看`, en: `“${what}” is not an operator known here; a person has to look` },
  };
}

/** Names of all facts an expression reads, in order of first use. */
export function factsOf(expr: unknown): string[] {
  const names = new Set<string>();
  const look = (node: unknown, depth: number): void => {
    if (depth > deepest || node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) return node.forEach((member) => look(member, depth + 1));
    for (const [op, rest] of Object.entries(node)) {
      if (op === 'fact' && typeof rest === 'string') names.add(rest);
      else look(rest, depth + 1);
    }
  };
  look(expr, 0);
  return [...names];
}
