import type { Actor } from '#platform/actor';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { doReview, type ReviewReceipt } from './do-review.ts';
import { publishCopy } from './publish-copy.ts';

/** The bureau's reviewer passes a copy: it is in force at every door with this deed. */
export const passCopy = (
  actor: Actor,
  house: House,
  key: string,
  input: { copyId: string; rev: number; words?: string },
): Promise<ReviewReceipt> =>
  doReview(actor, house, {
    deed: 'pass',
    key,
    input: { copyId: input.copyId, rev: input.rev },
    words: input.words?.trim() ?? null,
    change: async (bench) => {
      await publishCopy(bench);
      return { publishOn: null };
    },
  });

/** The same for an hour to come. @throws Problem invalid `catalog.hour-past`. */
export const scheduleCopy = (
  actor: Actor,
  house: House,
  key: string,
  input: { copyId: string; rev: number; publishOn: string; words?: string },
): Promise<ReviewReceipt> =>
  doReview(actor, house, {
    deed: 'schedule',
    key,
    input: { copyId: input.copyId, rev: input.rev },
    words: input.words?.trim() ?? null,
    details: { publishOn: input.publishOn },
    change: async ({ at }) => {
      const publishOn = new Date(input.publishOn);
      if (!(publishOn.getTime() > at.getTime()))
        throw problem(
          'invalid',
          'catalog.hour-past',
          { zh: '公布的时间要在现在以后。', en: 'The hour of publication must lie ahead.' },
          { zh: '请换一个时间，或者现在就公布。', en: 'Choose another hour, or publish now.' },
          { fields: [{ field: 'publishOn', say: { zh: '要在现在以后', en: 'Must lie ahead' } }] },
        );
      return { publishOn };
    },
  });
