import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Text } from '#platform/text';
import type { RegionKind } from './region.ts';

/** One row of a table of divisions as read: its line in the file, and what stands there. */
export type TableRow = { line: number; code: string; level: number; name: string; parent: string | null; kind: RegionKind };

/** A line that cannot be taken, and why. */
export type BadLine = { line: number; say: Text };

/** Reads `code,level,name,parent` line by line; order does not matter. Every bad line is reported, not only the first. */
export async function readRegionTable(path: string): Promise<{ rows: TableRow[]; bad: BadLine[] }> {
  const rows: TableRow[] = [];
  const bad: BadLine[] = [];
  const seen = new Map<string, number>();
  const wrong = (line: number, zh: string, en: string): void => void bad.push({ line, say: { zh, en } });
  let line = 0;
  let order: { code: number; level: number; name: number; parent: number } | undefined;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    const written = line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (written.trim() === '') continue;
    const cells = splitLine(written);
    if (cells === undefined) {
      wrong(line, '引号没有成对。', 'A quotation mark is not closed.');
      continue;
    }
    if (order === undefined) {
      const at = (name: string): number => cells.findIndex((cell) => cell.toLowerCase() === name);
      order = { code: at('code'), level: at('level'), name: at('name'), parent: at('parent') };
      if (Object.values(order).some((i) => i < 0)) {
        wrong(line, '第一行要有这四个列名：code、level、name、parent。', 'The first line must name the columns code, level, name, parent.');
        break;
      }
      continue;
    }
    const cell = (i: number): string => (cells[i] ?? '').trim();
    const code = cell(order.code);
    const level = Number(cell(order.level));
    const name = cell(order.name).normalize('NFC');
    const parent = cell(order.parent) === '' ? null : cell(order.parent);
    const before = seen.get(code);
    if (!/^[0-9A-Za-z_-]{2,18}$/.test(code))
      wrong(line, `区划代码「${code}」不对，应是2至18位字母或数字。`, `The code “${code}” is not 2 to 18 letters or digits.`);
    else if (before !== undefined)
      wrong(line, `区划代码${code}和第${before}行重复。`, `The code ${code} already stands in line ${before}.`);
    else if (!Number.isInteger(level) || level < 1 || level > 5)
      wrong(line, `级别「${cell(order.level)}」不对，应是1至5。`, `The level “${cell(order.level)}” is not 1 to 5.`);
    else if (name === '' || name.length > 60)
      wrong(line, name === '' ? '没有名称。' : '名称太长。', name === '' ? 'The name is missing.' : 'The name is too long.');
    else if (parent === code) wrong(line, `${code}的上级是它自己。`, `${code} is its own parent.`);
    else {
      seen.set(code, line);
      rows.push({ line, code, level, name, parent, kind: kindOf(level, name) });
    }
  }
  if (order === undefined) wrong(1, '文件是空的。', 'The file is empty.');
  else if (bad.length === 0 && rows.length === 0) wrong(line, '文件里没有一个地区。', 'The file holds no division.');
  return { rows, bad };
}

/** What a division is called, from its name: a code says nothing. */
function kindOf(level: number, name: string): RegionKind {
  if (level === 1) return 'province';
  if (level === 2) return 'city';
  if (level === 3) return /(开发区|高新区|新区)$/.test(name) ? 'development-zone' : name.endsWith('区') ? 'district' : 'county';
  if (level === 4) return name.endsWith('乡') ? 'township' : /(街道|街道办事处)$/.test(name) ? 'subdistrict' : 'town';
  return /(居委会|居民委员会|社区)$/.test(name) ? 'community' : 'village';
}

/** Cells of one CSV line, RFC 4180 quoting; undefined when a quotation mark stays open. */
function splitLine(line: string): string[] | undefined {
  if (!line.includes('"')) return line.split(',');
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (line[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') {
      cells.push(cell);
      cell = '';
    } else cell += c;
  }
  return quoted ? undefined : [...cells, cell];
}
