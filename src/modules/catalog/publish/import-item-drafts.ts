/** Names and codes of a real list as unpublished drafts: one JSON object per line. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { shanghaiDate } from '#platform/clock';
import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { sm3 } from '#platform/crypto';
import { insertDrafts } from '../catalog.sql.ts';
import { classifyCode, type CodeScheme } from '../document/item-codes.ts';

/** What an import of names did. */
export interface DraftReport {
  rows: number;
  inserted: number;
  /** Same department and code as an earlier row or an earlier import. */
  known: number;
  refused: { line: number; say: string }[];
  codes: Record<CodeScheme, number>;
}
interface DraftLine {
  id: string;
  key: string;
  name: string;
  department: string;
  codes: { scheme: CodeScheme; value: string }[];
}
const batch = 500;

/** Imports drafts; a broken line is reported with its number, the rest goes in. Running it twice changes nothing. */
export async function importItemDrafts(house: House, jsonlPath: string): Promise<DraftReport> {
  const report: DraftReport = {
    rows: 0,
    inserted: 0,
    known: 0,
    refused: [],
    codes: { 'basic-12': 0, 'implementing-31': 0, 'handling-33': 0, local: 0 },
  };
  const seen = new Set<string>();
  let waiting: DraftLine[] = [];
  const flush = async (): Promise<void> => {
    const at = house.clock.now();
    const rows = waiting;
    waiting = [];
    if (rows.length === 0) return;
    const inserted = await inTransaction(house.db, (tx) => insertDrafts(tx, at, shanghaiDate(at), rows));
    report.inserted += inserted;
    report.known += rows.length - inserted;
  };
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(jsonlPath, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    if (text.trim() === '') continue;
    report.rows++;
    const read = readLine(text);
    if (typeof read === 'string') {
      report.refused.push({ line, say: read });
      continue;
    }
    if (seen.has(read.key)) {
      report.known++;
      continue;
    }
    seen.add(read.key);
    for (const code of read.codes) report.codes[code.scheme]++;
    waiting.push(read);
    if (waiting.length >= batch) await flush();
  }
  await flush();
  return report;
}

function readLine(text: string): DraftLine | string {
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch {
    return '这一行不是合法的JSON';
  }
  if (row === null || typeof row !== 'object' || Array.isArray(row)) return '这一行不是一条记录';
  const { name, department, itemCode } = row as Record<string, unknown>;
  if (typeof name !== 'string' || name.trim() === '') return '没有事项名称（name）';
  if (name.length > 1000) return '事项名称超过1000字';
  if (itemCode !== undefined && (typeof itemCode !== 'string' || itemCode.length > 120)) return '事项编码（itemCode）不对';
  const code = typeof itemCode === 'string' ? itemCode.trim() : '';
  const where = typeof department === 'string' ? department.trim() : '';
  // Local codes are opaque and may be anything: the key is a digest of what tells the row apart.
  const key = `draft-${sm3(Buffer.from(`${code}\u0000${where}\u0000${name.trim()}`))
    .toString('hex')
    .slice(0, 20)}`;
  return {
    id: newId(),
    key,
    name: name.trim(),
    department: where,
    codes: code === '' ? [] : [{ scheme: classifyCode(code), value: code }],
  };
}
