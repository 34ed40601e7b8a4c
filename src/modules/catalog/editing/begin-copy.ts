import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import type { Tx } from '#platform/db';
import { type Json, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { findDocument } from '../catalog.sql.ts';
import { handOf, mayChange, notYourItem } from '../catalog.policy.ts';
import { scopeOf } from './save-change.ts';
import { findOpenCopy, insertCopy } from './working-copy.sql.ts';

/** What a working copy begins from. */
export type BeginCopy =
  | { from: 'published'; itemKey: string }
  | { from: 'nothing'; itemKey: string; name: string; department: string; regionCode: string; type: string }
  | { from: 'copy'; itemKey: string; of: string; name: string };

/** Begins to work on an item: one copy an item, which all its editors share. @throws Problem conflict `catalog.copy-open`, `catalog.item-exists`. */
export async function beginCopy(actor: Actor, house: House, key: string, input: BeginCopy): Promise<{ copyId: string; rev: number }> {
  const { outcome } = await runCommand(actor, house, { verb: 'catalog.beginCopy', key, content: input as Json }, async (tx) => {
    const hand = await handOf(tx, actor);
    const { base, document } = await beginning(tx, input);
    const at = house.clock.now();
    const scope = scopeOf(document, { department: '', regionCode: '' });
    const may = await mayChange(tx, hand, { itemKey: input.itemKey, ...scope });
    // A region's own editor joins in its own place; a new item is begun by who has it all.
    if (input.from !== 'published' && !may(['handlings'])) throw notYourItem();
    const id = newId();
    const begun = await insertCopy(tx, {
      id,
      itemKey: input.itemKey,
      ...scope,
      startedFrom: input.from,
      base: base === null ? null : JSON.stringify(base),
      document: JSON.stringify(document),
      rev: 0,
      state: 'editing',
      round: 1,
      begunBy: hand.personId,
      begunName: hand.name,
      begunAt: at,
      changedAt: at,
      sentRev: null,
      sentHash: null,
      drafts: null,
      publishOn: null,
    });
    if (!begun)
      throw problem(
        'conflict',
        'catalog.copy-open',
        { zh: '这件事已经有一份编辑稿，大家一起改这一份。', en: 'There is a working copy of this item already; all work on that one.' },
        { zh: '请打开它接着改。', en: 'Open it and go on.' },
        { data: { copyId: (await findOpenCopy(tx, input.itemKey))?.id ?? null } },
      );
    await audit(tx, actor, at, {
      word: 'CATALOG_BEGIN',
      subject: { kind: 'working-copy', id },
      details: { item: input.itemKey, from: input.from },
    });
    return { copyId: id, rev: 0 };
  });
  return outcome;
}

async function beginning(tx: Tx, input: BeginCopy): Promise<{ base: Json | null; document: Json }> {
  const there = await findDocument(tx, input.itemKey);
  if (input.from === 'published') {
    if (there === undefined) throw noDocument(input.itemKey);
    const document = withAnswerIds(JSON.parse(there.document) as Json);
    return { base: document, document };
  }
  if (there !== undefined)
    throw problem(
      'conflict',
      'catalog.item-exists',
      { zh: `已经有一件事叫“${input.itemKey}”了。`, en: `There is an item called “${input.itemKey}” already.` },
      { zh: '请换一个键名，或者打开那一件来改。', en: 'Choose another key, or open that item.' },
    );
  if (input.from === 'nothing') return { base: null, document: emptyDocument(input) };
  const source = await findDocument(tx, input.of);
  if (source === undefined) throw noDocument(input.of);
  // A copy is another item: no code is taken along.
  const { basic: _, ...rest } = withAnswerIds(JSON.parse(source.document) as Json) as Record<string, Json>;
  return { base: null, document: { ...rest, key: input.itemKey, name: { zh: input.name } } };
}

/** Answers get their names written out, as they are published, so that each has a place of its own. */
export function withAnswerIds(document: Json): Json {
  const { handlings } = document as { handlings?: { answers?: Record<string, Json>[] }[] };
  if (!Array.isArray(handlings)) return document;
  return {
    ...(document as Record<string, Json>),
    handlings: handlings.map((handling) => ({
      ...handling,
      ...(handling.answers === undefined
        ? {}
        : { answers: handling.answers.map((a, i) => ({ ...(a['id'] === undefined ? { id: `a${i + 1}` } : {}), ...a })) }),
    })),
  } as Json;
}

const emptyDocument = (input: Extract<BeginCopy, { from: 'nothing' }>): Json => ({
  format: 1,
  key: input.itemKey,
  name: { zh: input.name },
  legalName: { zh: input.name },
  type: input.type,
  objects: [],
  department: input.department,
  events: [],
  summary: { zh: '' },
  legalBasis: [],
  words: [],
  aliases: [],
  faq: [],
  handlings: [],
  overlays: [{ region: input.regionCode, doors: ['portal', 'window', 'partner'] }],
});

const noDocument = (key: string) =>
  problem(
    'notFound',
    'catalog.no-document',
    { zh: `“${key}”还没有写好的事项，没法从它开始。`, en: `There is no written item “${key}” to begin from.` },
    { zh: '请从空白开始写，或者选另一件来抄。', en: 'Begin from nothing, or choose another item to copy.' },
  );
