/** 清单号: six digits for a personal list without a person behind it (model.md 23). */
import { randomInt } from 'node:crypto';
import type { Actor } from '#platform/actor';
import { inTransaction } from '#platform/db';
import type { Json } from '#platform/errors';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { limit } from '#platform/limits';
import { evaluate } from '../guide/evaluate.ts';
import { getVersion } from '../publish/find-item.ts';
import { claimListNumber, dropExpiredSlips } from '../version.sql.ts';

const daysKept = 30;

/** What a list number stands for. */
export interface ListToKeep {
  versionId: string;
  region: string | null;
  /** Answers to situation questions; anything else is left out, so that no person can be in it. */
  answers: Readonly<Record<string, unknown>>;
  today: string;
  /** Address or device of the caller, hashed by the limiter. */
  caller: string;
}

/** Keeps a list for 30 days and answers its number. */
export async function makeListNumber(_actor: Actor, house: House, list: ListToKeep): Promise<{ number: string; expiresAt: Date }> {
  const at = house.clock.now();
  await limit(house, at, { scope: 'catalog.list-number', key: list.caller, max: 60, perSeconds: 3600 });
  const version = await getVersion(house.db, list.versionId);
  // Evaluated once more: only answers of visible questions with a listed value come back, so nothing personal can hide in them.
  const { questions } = evaluate(version.content, list.answers, { today: list.today });
  const answers = Object.fromEntries(questions.flatMap((q) => (q.answer === null ? [] : [[q.id, q.answer]])));
  const expires = new Date(at.getTime() + daysKept * 86_400_000);
  return inTransaction(house.db, async (tx) => {
    for (let tries = 0; tries < 50; tries++) {
      const number = String(randomInt(0, 1_000_000)).padStart(6, '0');
      if (await claimListNumber(tx, { number, versionId: version.id, region: list.region, answers: answers as Json, at, expires }))
        return { number, expiresAt: expires };
    }
    throw problem(
      'unavailable',
      'catalog.no-list-number',
      { zh: '清单号一时用完了。', en: 'No list number is free at the moment.' },
      { zh: '清单可以打印或者拍下来，一样能用。', en: 'Print the list or take a picture of it; it works just as well.' },
    );
  });
}

/** Nightly: forgets lists that have expired. */
export async function forgetExpiredLists(house: House): Promise<number> {
  return inTransaction(house.db, (tx) => dropExpiredSlips(tx, house.clock.now()));
}
