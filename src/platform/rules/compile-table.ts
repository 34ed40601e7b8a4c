import { atomsOf, cellFault, matches } from './table-cells.ts';
import type { Atom, TableFault, TableInput, TableOutput, TableRow, TableSource } from './table.format.ts';

/** A table that was found whole: every combination of inputs meets exactly one row. Only `compileTable` makes one. */
export type DecisionTable = TableSource & { readonly checked: true };

const mostFaults = 12;
const mostPieces = 200_000;

/** Checks a table when it is saved: typed cells, no gap, no overlap. A table with a fault cannot be used. */
export function compileTable(source: TableSource): { ok: true; table: DecisionTable } | { ok: false; faults: TableFault[] } {
  const faults = shapeFaults(source);
  if (faults.length === 0) faults.push(...overlaps(source), ...gaps(source));
  return faults.length === 0
    ? { ok: true, table: { ...structuredClone(source), checked: true } }
    : { ok: false, faults: faults.slice(0, mostFaults) };
}

function shapeFaults(source: TableSource): TableFault[] {
  const faults: TableFault[] = [];
  const fault = (code: 'shape' | 'cell', zh: string, en: string, at: { row?: string; column?: string } = {}) =>
    void faults.push({ code, ...at, say: { zh, en } });
  if (source.format !== 1) fault('shape', '现在只认format: 1', 'only format 1 is known');
  for (const [what, list] of [
    ['输入', source.inputs],
    ['输出', source.outputs],
    ['行', source.rows],
  ] as const)
    if (!Array.isArray(list) || list.length === 0) fault('shape', `表没有${what}`, 'the table is empty');
  for (const [index, row] of (faults.length === 0 ? source.rows : []).entries())
    if (!isRecord(row) || typeof row.id !== 'string' || !isRecord(row.when) || !isRecord(row.then))
      fault('shape', `第${index + 1}行要有id、when和then`, `row ${index + 1} needs id, when and then`);
  if (faults.length > 0) return faults;
  twice(
    source.inputs.map((input) => input.fact),
    '输入',
  );
  twice(
    source.outputs.map((output) => output.id),
    '输出',
  );
  twice(
    source.rows.map((row) => row.id),
    '行',
  );
  for (const input of source.inputs)
    if (!['choice', 'boolean', 'number', 'date'].includes(input.type) || atomsOf(input, []).length === 0)
      fault('shape', `输入“${input.fact}”没有可取的值`, `input ${input.fact} has no values`, { column: input.fact });
  if (faults.length > 0) return faults;
  for (const row of source.rows) {
    for (const fact of Object.keys(row.when))
      if (!source.inputs.some((input) => input.fact === fact))
        fault('cell', `第${place(row)}行写了“${fact}”，它不是输入`, `row ${row.id} names ${fact}, which is no input`, {
          row: row.id,
          column: fact,
        });
    for (const input of source.inputs) {
      const wrong = Object.hasOwn(row.when, input.fact) ? cellFault(input, row.when[input.fact]) : undefined;
      if (wrong !== undefined)
        fault('cell', `第${place(row)}行“${input.fact}”：${wrong.zh}`, `row ${row.id}, ${input.fact}: ${wrong.en}`, {
          row: row.id,
          column: input.fact,
        });
    }
    for (const output of source.outputs)
      if (!fitsOutput(output, row.then[output.id]))
        fault(
          'cell',
          `第${place(row)}行的结果“${output.id}”没写，或者不是它的值`,
          `row ${row.id}: ${output.id} is missing or not of its kind`,
          { row: row.id, column: output.id },
        );
    for (const id of Object.keys(row.then))
      if (!source.outputs.some((output) => output.id === id))
        fault('cell', `第${place(row)}行写了“${id}”，它不是输出`, `row ${row.id} gives ${id}, which is no output`, {
          row: row.id,
          column: id,
        });
  }
  return faults;

  function place(row: TableRow): string {
    return `${source.rows.indexOf(row) + 1}（${row.id}）`;
  }
  function twice(names: readonly string[], what: string): void {
    for (const name of new Set(names.filter((one, index) => names.indexOf(one) !== index)))
      fault('shape', `${what}“${name}”写了两次`, `${name} stands twice`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function fitsOutput(output: TableOutput, value: unknown): boolean {
  if (output.type === 'choice') return typeof value === 'string' && output.values.includes(value);
  if (output.type === 'number') return typeof value === 'number' && Number.isFinite(value);
  return output.type === 'boolean' ? typeof value === 'boolean' : typeof value === 'string';
}

function piecesOf(source: TableSource): { input: TableInput; atoms: Atom[] }[] {
  return source.inputs.map((input) => ({
    input,
    atoms: atomsOf(
      input,
      source.rows.map((row) => row.when[input.fact]),
    ),
  }));
}

function overlaps(source: TableSource): TableFault[] {
  const pieces = piecesOf(source);
  const faults: TableFault[] = [];
  source.rows.forEach((one, index) => {
    for (const other of source.rows.slice(index + 1)) {
      const shared = pieces.map(({ input, atoms }) =>
        atoms.find((atom) => matches(one.when[input.fact], atom.sample) && matches(other.when[input.fact], atom.sample)),
      );
      if (shared.some((atom) => atom === undefined)) continue;
      const where = pieces.map(({ input }, at) => `${input.fact}为${shared[at]!.zh}`).join('，');
      faults.push({
        code: 'overlap',
        row: other.id,
        say: {
          zh: `“${one.id}”和“${other.id}”两行撞上了：${where}时两行都对得上`,
          en: `Rows ${one.id} and ${other.id} both match: ${pieces.map(({ input }, at) => `${input.fact} ${String(shared[at]!.sample)}`).join(', ')}`,
        },
      });
    }
  });
  return faults;
}

/** Walks the inputs one by one, keeping the rows still possible; pieces with the same rows are one, so that whole tables stay small. */
function gaps(source: TableSource): TableFault[] {
  const pieces = piecesOf(source);
  const faults: TableFault[] = [];
  let walked = 0;
  const walk = (depth: number, rows: readonly TableRow[], path: readonly Atom[]): void => {
    walked += 1;
    if (walked > mostPieces || faults.length >= mostFaults) return;
    if (rows.length === 0) {
      const where = path.map((atom, at) => `${pieces[at]!.input.fact}为${atom.zh}`).join('，');
      faults.push({
        code: 'gap',
        say: {
          zh: `没有一行管得到：${where}`,
          en: `No row for ${path.map((atom, at) => `${pieces[at]!.input.fact} ${String(atom.sample)}`).join(', ')}`,
        },
      });
      return;
    }
    const piece = pieces[depth];
    if (piece === undefined) return;
    const seen = new Set<string>();
    for (const atom of piece.atoms) {
      const left = rows.filter((row) => matches(row.when[piece.input.fact], atom.sample));
      const key = left.map((row) => row.id).join('\n');
      if (seen.has(key)) continue;
      seen.add(key);
      walk(depth + 1, left, [...path, atom]);
    }
  };
  walk(0, source.rows, []);
  if (walked > mostPieces)
    faults.push({
      code: 'too-large',
      say: { zh: '这张表太大，查不完有没有漏。请拆成几张', en: 'The table is too large to be checked whole; please split it' },
    });
  return faults;
}
