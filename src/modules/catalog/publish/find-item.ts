/** Published versions as doors and cases read them. */
import type { Read } from '#platform/db';
import { problem } from '#platform/errors';
import type { ItemContent } from '../document/content.ts';
import {
  findNewest,
  findVersion,
  findVersionNumber,
  findVersionState,
  listHistory,
  listNewestOf,
  type VersionRow,
} from '../version.sql.ts';

/** A published version: bytes parsed, hash as text. */
export interface ItemVersion {
  id: string;
  handlingItemId: string;
  /** `elder-allowance.first` */
  handlingKey: string;
  itemKey: string;
  number: number;
  /** SM3 of the published bytes, hex. */
  hash: string;
  content: ItemContent;
  publishedAt: Date;
  /** `open` takes submissions; the others say why not. */
  state: 'open' | 'paused' | 'withdrawn' | 'superseded';
  keptValidUntil: string | null;
}

// Published bytes never change, so a parsed version may be kept for as long as there is room.
const parsed = new Map<string, ItemContent>();
const room = 2000;

/** Everything of a version but its content. */
export type VersionHead = Omit<ItemVersion, 'content'>;

const stateOf = (row: Pick<VersionRow, 'supersededAt' | 'withdrawnAt' | 'pausedAt'>): ItemVersion['state'] =>
  row.withdrawnAt !== null ? 'withdrawn' : row.supersededAt !== null ? 'superseded' : row.pausedAt !== null ? 'paused' : 'open';

function headOf(row: Omit<VersionRow, 'content'>): VersionHead {
  return {
    id: row.id,
    handlingItemId: row.handlingItemId,
    handlingKey: row.handlingKey,
    itemKey: row.itemKey,
    number: row.number,
    hash: row.hash.toString('hex'),
    publishedAt: row.publishedAt,
    state: stateOf(row),
    keptValidUntil: row.keptValidUntil,
  };
}

/** Turns a row into a version; contents are parsed once per process. */
export function toVersion(row: VersionRow): ItemVersion {
  let content = parsed.get(row.id);
  if (content === undefined) {
    content = JSON.parse(row.content) as ItemContent;
    if (parsed.size >= room) parsed.delete(parsed.keys().next().value as string);
    parsed.set(row.id, content);
  }
  return { ...headOf(row), content };
}

const noItem = (key: string) =>
  problem(
    'notFound',
    'catalog.no-item',
    { zh: `没有找到“${key}”这件事。`, en: `There is no item “${key}”.` },
    { zh: '换个说法搜一搜，或者打12345问。', en: 'Search in other words, or call 12345.' },
  );

/** Newest version of a handling item; undefined when it was never published. */
export async function findItem(read: Read, handlingKey: string): Promise<ItemVersion | undefined> {
  const row = await findNewest(read, handlingKey);
  return row === undefined ? undefined : toVersion(row);
}

/** Newest version by key; `elder-allowance` alone stands for its only or first handling. */
export async function getItem(read: Read, key: string): Promise<ItemVersion> {
  const found = key.includes('.') ? await findItem(read, key) : (await listHandlings(read, key))[0];
  if (found === undefined) throw noItem(key);
  return found;
}

/** A version by id, whatever its state: cases keep theirs for ever. */
export async function getVersion(read: Read, id: string): Promise<ItemVersion> {
  const row = await findVersion(read, id);
  if (row === undefined) throw noItem(id);
  return toVersion(row);
}

/** A version by number. */
export async function getVersionNumber(read: Read, handlingKey: string, number: number): Promise<ItemVersion> {
  const row = await findVersionNumber(read, handlingKey, number);
  if (row === undefined) throw noItem(`${handlingKey} ${number}`);
  return toVersion(row);
}

/** All kinds of handling of a base item now in force, in their order. */
export async function listHandlings(read: Read, itemKey: string): Promise<ItemVersion[]> {
  const order = (v: ItemVersion): string => `${v.content.handling.seq} ${v.handlingKey}`;
  return (await listNewestOf(read, itemKey)).map(toVersion).toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** History of a handling item without bodies, newest first. */
export async function listVersions(read: Read, handlingKey: string): Promise<VersionHead[]> {
  return (await listHistory(read, handlingKey)).map(headOf);
}

/**
 * May something be submitted with this version on this day? Newest and open, or kept valid for drafts.
 * @throws Problem gone `catalog.version-closed` with what to do next.
 */
export function requireSubmittable(version: Pick<ItemVersion, 'state' | 'keptValidUntil'>, today: string): void {
  if (version.state === 'open') return;
  if (version.state === 'superseded' && version.keptValidUntil !== null && today <= version.keptValidUntil) return;
  throw problem(
    'gone',
    'catalog.version-closed',
    version.state === 'superseded'
      ? { zh: '这件事的办法已经更新，您填的都在。', en: 'The rules of this item were renewed; what you filled in is kept.' }
      : { zh: '这件事现在暂时不收。', en: 'This item takes no applications at the moment.' },
    version.state === 'superseded'
      ? { zh: '请看看有什么变了，再提交。', en: 'Please look at what changed, then submit.' }
      : { zh: '什么时候能办，请打12345或问窗口。', en: 'Call 12345 or ask at a window when it opens again.' },
  );
}

/** The same by id, read without the content: a submission asks it every time. @throws Problem as `requireSubmittable`, notFound. */
export async function requireOpenVersion(read: Read, id: string, today: string): Promise<void> {
  const row = await findVersionState(read, id);
  if (row === undefined) throw noItem(id);
  requireSubmittable({ state: stateOf(row), keptValidUntil: row.keptValidUntil }, today);
}
