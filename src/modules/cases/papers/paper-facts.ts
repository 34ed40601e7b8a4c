import type { Read } from '#platform/db';
import type { House } from '#platform/house';
import { reviewDue, spanDue } from '../clocks/dates.ts';
import type { PaperKind } from '../lifecycle/rule.ts';
import type { Regime } from '../lifecycle/regime.ts';
import type { ItemContent } from '../outside/items.ts';
import { officeById } from '../outside/offices.ts';
import { listActions } from '../reading/case-reading.sql.ts';
import type { DeedWords } from '../reading/case-words.ts';
import { listPauses, type LoadedCase } from '../record/case.sql.ts';
import type { ActionRow, PaperRow } from '../record/rows.ts';
import { citeFor } from './cite.ts';
import { paperNames } from './new-papers.ts';
import { listPapers } from './paper.sql.ts';
import type { PaperFacts } from './paper-text.ts';

const span = (s: { days: number; unit?: 'workday' | 'naturalDay' }): string => `${s.days}${s.unit === 'naturalDay' ? '日' : '个工作日'}`;

/** What a paper says, as it stood when its deed was done: later deeds never change an issued paper. */
export async function paperFacts(
  read: Read,
  house: House,
  c: LoadedCase,
  paper: PaperRow,
  content: ItemContent,
  words: DeedWords,
): Promise<PaperFacts> {
  const regime = content.regime as Regime;
  const kind = paper.kind as PaperKind;
  const actions = (await listActions(read, c)).filter((a) => a.seq <= paper.seq);
  const deed = actions.at(-1) as ActionRow;
  const note = deed.note as { ground?: string; leaves?: string; kind?: string; moment?: string; expectedEnd?: string | null; to?: string };
  const deemed = deed.verb === 'deemAccepted';
  const accepted = acceptedFrom(c, kind, paper, deemed, deed);
  const review = accepted === null ? null : await reviewAt(read, house, c, content, regime, actions, accepted);
  const before = (await listPapers(read, c))
    .filter((p) => p.seq < paper.seq && ['grant', 'refusal', 'notAccepted', 'termination', 'superseding'].includes(p.kind))
    .at(-1);
  const calendar = house.calendar;
  return {
    kind,
    item: content.item.name.zh,
    number: c.number,
    organ: paper.organName,
    receivedDay: c.receivedDay,
    dated: paper.dated,
    cite: citeFor(kind, content, { deemed }),
    words: named(words, content),
    deemed,
    noticeDue: kind === 'receipt' ? spanDue(calendar, c.receivedDay, regime.correction).due : null,
    noticeDays: regime.correction.days,
    deemedAfter: regime.correction.missed === 'deemedAccepted',
    answerDays: span(regime.correction.answerWithin),
    promised: review?.promised.due ?? null,
    statutory: review?.statutory.due ?? null,
    pauseName: regime.pauses.find((p) => p.kind === note.kind)?.name.zh ?? '特别程序',
    expectedEnd: note.expectedEnd ?? null,
    extraDays: regime.extension === null ? '' : span(regime.extension),
    newDue: kind === 'extension' ? (review?.promised.due ?? null) : null,
    deliveryDue: kind === 'grant' || kind === 'refusal' ? spanDue(calendar, paper.dated, regime.delivery).due : null,
    resultName: content.results[0]?.name.zh ?? '',
    ground: note.ground ?? null,
    leaves: note.leaves ?? null,
    earlier: before === undefined ? null : { name: paperNames[before.kind as PaperKind].zh, number: before.number, dated: before.dated },
    toOrgan: note.to === undefined ? null : ((await officeById(read, note.to))?.organName ?? null),
    silent: deed.verb === 'deemGranted' && (note.moment === 'renewal' ? 'renewal' : true),
  };
}

/** Promises name the material as people know it. */
function named(words: DeedWords, content: ItemContent): DeedWords {
  if (words.promises === undefined) return words;
  return {
    ...words,
    promises: words.promises.map((p) => ({ ...p, target: content.materials.find((m) => m.id === p.target)?.name.zh ?? p.target })),
  };
}

/** The day the review runs from, as known at the paper. */
function acceptedFrom(c: LoadedCase, kind: PaperKind, paper: PaperRow, deemed: boolean, deed: ActionRow): string | null {
  if (kind !== 'acceptance' && kind !== 'extension') return null;
  return kind === 'acceptance' && !deemed && deed.toState === 'accepted' ? paper.dated : (c.acceptedDay ?? paper.dated);
}

async function reviewAt(
  read: Read,
  house: House,
  c: LoadedCase,
  content: ItemContent,
  regime: Regime,
  actions: readonly ActionRow[],
  from: string,
) {
  const until = (actions.at(-1) as ActionRow).occurredAt;
  const pauses = (await listPauses(read, c)).filter((p) => p.beganAt <= until && p.endedAt !== null && p.endedAt <= until);
  return reviewDue(
    house.calendar,
    {
      from,
      promised: content.limits.promised,
      statutory: content.limits.statutory,
      extensions: actions.filter((a) => a.verb === 'extend').length,
      pauses,
    },
    regime,
  );
}
