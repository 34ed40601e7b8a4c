import { addDays, isDay } from '#platform/clock';
import type { Scalar } from './expr.ts';
import type { Atom, Cell, TableInput } from './table.format.ts';

type Range = { from?: Scalar; above?: Scalar; to?: Scalar; below?: Scalar };

export function isRange(cell: Cell): cell is Range {
  return typeof cell === 'object' && !('in' in cell);
}

/** Whether a value lies in a cell; a cell left out takes any. */
export function matches(cell: Cell | undefined, value: Scalar): boolean {
  if (cell === undefined) return true;
  if (typeof cell !== 'object') return cell === value;
  if ('in' in cell) return cell.in.includes(value);
  const { from, above, to, below } = cell;
  return (
    (from === undefined || value >= from) &&
    (above === undefined || value > above) &&
    (to === undefined || value <= to) &&
    (below === undefined || value < below)
  );
}

/** Whether a value is of the input's kind and inside its domain. */
export function inDomain(input: TableInput, value: unknown): value is Scalar {
  switch (input.type) {
    case 'choice':
      return typeof value === 'string' && input.values.includes(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return (
        typeof value === 'number' &&
        Number.isFinite(value) &&
        (input.integer !== true || Number.isInteger(value)) &&
        value >= (input.min ?? -Infinity) &&
        value <= (input.max ?? Infinity)
      );
    default:
      return isDay(value) && value >= (input.min ?? '') && value <= (input.max ?? '9999-12-31');
  }
}

/** What is wrong with a cell, in words; undefined when it is sound. */
export function cellFault(input: TableInput, cell: unknown): { zh: string; en: string } | undefined {
  const kind = { choice: '选项里没有的值', boolean: '是或否之外的值', number: '范围外或不是数的值', date: '范围外或不是日期的值' }[
    input.type
  ];
  const bad = (value: unknown) => ({
    zh: `“${JSON.stringify(value)}”是${kind}`,
    en: `${JSON.stringify(value)} is outside the input's domain`,
  });
  if (cell === null || cell === undefined || Array.isArray(cell))
    return { zh: '格子写法不认得，任意值就不写这一格', en: 'not a cell; leave it out for any' };
  if (typeof cell !== 'object') return inDomain(input, cell) ? undefined : bad(cell);
  const keys = Object.keys(cell);
  if (keys.length === 1 && keys[0] === 'in') {
    const members = (cell as { in: unknown }).in;
    if (!Array.isArray(members) || members.length === 0) return { zh: '格子的清单是空的', en: 'the list of the cell is empty' };
    const wrong = members.find((member) => !inDomain(input, member));
    return wrong === undefined ? undefined : bad(wrong);
  }
  if (keys.length === 0 || !keys.every((key) => ['from', 'above', 'to', 'below'].includes(key)))
    return { zh: '格子只能写 in、from、above、to、below', en: 'a cell has only in, from, above, to, below' };
  if (input.type !== 'number' && input.type !== 'date') return { zh: '只有数和日期能写范围', en: 'only numbers and dates have ranges' };
  const range = cell as Record<string, unknown>;
  for (const key of keys) {
    const end = range[key];
    if (input.type === 'number' ? typeof end !== 'number' || !Number.isFinite(end) : !isDay(end)) return bad(end);
  }
  if ('from' in range && 'above' in range) return { zh: 'from和above只能写一个', en: 'write either from or above' };
  if ('to' in range && 'below' in range) return { zh: 'to和below只能写一个', en: 'write either to or below' };
  return atomsOf(input, [cell as Cell]).some((atom) => matches(cell as Cell, atom.sample))
    ? undefined
    : { zh: '这个范围里什么也没有', en: 'nothing lies in this range' };
}

/** Cuts the domain at every end that occurs in the cells: inside one piece all cells agree. */
export function atomsOf(input: TableInput, cells: readonly (Cell | undefined)[]): Atom[] {
  if (input.type === 'choice') return input.values.map((value) => ({ sample: value, zh: `“${value}”` }));
  if (input.type === 'boolean')
    return [
      { sample: true, zh: '是' },
      { sample: false, zh: '否' },
    ];
  const ends = cells.flatMap((cell) =>
    cell === undefined ? [] : typeof cell !== 'object' ? [cell] : 'in' in cell ? cell.in : Object.values(cell),
  );
  return input.type === 'number' ? numberAtoms(input, ends as number[]) : dateAtoms(input, ends as string[]);
}

function numberAtoms(input: TableInput & { type: 'number' }, ends: readonly number[]): Atom[] {
  const cuts = [...new Set([...ends, input.min, input.max].filter((end) => end !== undefined))].toSorted((a, b) => a - b);
  const atoms: Atom[] = [];
  const between = (low: number, high: number): number | undefined => {
    if (input.integer !== true)
      return Number.isFinite(low) ? (Number.isFinite(high) ? (low + high) / 2 : low + 1) : Number.isFinite(high) ? high - 1 : 0;
    const next = Number.isFinite(low) ? Math.floor(low) + 1 : Number.isFinite(high) ? Math.ceil(high) - 1 : 0;
    return next > low && next < high ? next : undefined;
  };
  let low = -Infinity;
  for (const cut of [...cuts, Infinity]) {
    const inside = between(low, cut);
    if (inside !== undefined)
      atoms.push({
        sample: inside,
        zh: low === -Infinity ? (cut === Infinity ? '任意数' : `低于${cut}`) : cut === Infinity ? `高于${low}` : `${low}和${cut}之间`,
      });
    if (cut !== Infinity) atoms.push({ sample: cut, zh: String(cut) });
    low = cut;
  }
  return atoms.filter((atom) => inDomain(input, atom.sample));
}

function dateAtoms(input: TableInput & { type: 'date' }, ends: readonly string[]): Atom[] {
  const cuts = [...new Set([...ends, input.min ?? '0001-01-01', input.max ?? '9999-12-31'])].toSorted();
  const atoms: Atom[] = [];
  cuts.forEach((cut, index) => {
    atoms.push({ sample: cut, zh: cut });
    const next = cuts[index + 1];
    if (next !== undefined && addDays(cut, 1) < next) atoms.push({ sample: addDays(cut, 1), zh: `${cut}和${next}之间` });
  });
  return atoms.filter((atom) => inDomain(input, atom.sample));
}

/** A cell in words. */
export function cellWords(cell: Cell | undefined): { zh: string; en: string } {
  if (cell === undefined) return { zh: '任意', en: 'any' };
  if (typeof cell !== 'object') return { zh: cell === true ? '是' : cell === false ? '否' : String(cell), en: String(cell) };
  if ('in' in cell) return { zh: cell.in.join('、'), en: cell.in.join(', ') };
  const zh = [
    cell.from === undefined ? '' : `从${cell.from}起`,
    cell.above === undefined ? '' : `高于${cell.above}`,
    cell.to === undefined ? '' : `到${cell.to}为止`,
    cell.below === undefined ? '' : `低于${cell.below}`,
  ].filter(Boolean);
  const en = [
    cell.from === undefined ? '' : `from ${cell.from}`,
    cell.above === undefined ? '' : `above ${cell.above}`,
    cell.to === undefined ? '' : `to ${cell.to}`,
    cell.below === undefined ? '' : `below ${cell.below}`,
  ].filter(Boolean);
  return { zh: zh.join('，'), en: en.join(' ') };
}
