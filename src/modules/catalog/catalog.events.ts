/** What the catalogue says to others: ids and keys only. */
import type { Emitted } from '#platform/outbox';

interface VersionSubject {
  handlingItemId: string;
  number: number;
}

/** A new version of a handling item is in force at every door. */
export function versionPublished(subject: VersionSubject, data: { versionId: string; item: string; handling: string }): Emitted {
  return { type: 'catalog.version_published', subject: { kind: 'handling-item', id: subject.handlingItemId, seq: subject.number }, data };
}

/** A version takes no new submissions; running cases go on. */
export function versionWithdrawn(
  subject: VersionSubject,
  data: { versionId: string; item: string; handling: string; how: 'withdrawn' | 'paused' | 'resumed' },
): Emitted {
  return { type: 'catalog.version_withdrawn', subject: { kind: 'handling-item', id: subject.handlingItemId, seq: subject.number }, data };
}
