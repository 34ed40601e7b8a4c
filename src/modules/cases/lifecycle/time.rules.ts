import type { CaseFacts } from './facts.ts';
import type { Regime } from './regime.ts';
import { closing, no, noClock, openOf, ownStep, type Refusal, type Rule } from './rule.ts';
import { reasonMissing } from './receiving.rules.ts';
import type { Deed } from './verbs.ts';

/** What stands in the way of any extension, whoever asks for it or grants it. */
const noMoreTime = (c: CaseFacts, d: Deed, r: Regime): Refusal | null =>
  r.extension === null
    ? no('no-extension', '这类事项不能延期。', 'This procedure knows no extension.', '请按期办。', 'Decide in time.')
    : c.extensions >= r.extension.times
      ? no('extension-used-up', '延期已经用完了。', 'No extension is left.', '请按期办。', 'Decide in time.')
      : c.passed.review
        ? no(
            'too-late-to-extend',
            '法定期限已过，不能再延期。',
            'The statutory limit has passed.',
            '请尽快决定，并写明超期原因。',
            'Decide at once and say why it is late.',
          )
        : reasonMissing(d);

const isAsked = (c: CaseFacts, d: Deed): boolean => openOf(c, 'extension').some((s) => s.id === d.step);

const notAsked = (): Refusal =>
  no(
    'extension-not-asked',
    '没有等您批准的延期。',
    'No extension waits for your approval.',
    '请刷新看看现在到哪一步。',
    'Reload to see where the case is.',
  );

/** Time between acceptance and decision: special procedures and extensions. */
export const timeRules: readonly Rule[] = [
  {
    verb: 'pause',
    from: ['accepted'],
    to: ['paused'],
    by: ['staff'],
    guard: (c, d, r) =>
      reasonMissing(d) ??
      (r.pauses.some((p) => p.kind === d.pauseKind)
        ? null
        : no(
            'pause-unknown',
            '这类事项没有这种特别程序，时钟不能停。',
            'This procedure does not know such a pause; the clock may not stop.',
            '请照常办；要更多时间看能否延期。',
            'Go on; see whether an extension is possible.',
          )) ??
      (d.pauseKind === 'publicity' && r.publicity?.inLimit === true
        ? no(
            'publicity-in-limit',
            '这类事项的公示算在办理天数里，时钟不停。',
            'Here the public notice counts within the limit; the clock does not stop for it.',
            '照常公示，照常办。',
            'Post the notice and go on.',
          )
        : null),
    go: (_c, d, r) => {
      const kind = r.pauses.find((p) => p.kind === d.pauseKind);
      return {
        to: 'paused',
        open: [ownStep('special', kind?.name)],
        clocks: { ...noClock, review: 'stands' },
        papers: kind?.notice === true ? ['pause'] : [],
        set: { pauseKind: d.pauseKind ?? null },
      };
    },
  },
  {
    verb: 'resume',
    from: ['paused'],
    to: ['accepted'],
    by: ['staff'],
    guard: () => null,
    go: (c) => ({
      to: 'accepted',
      close: closing(c, 'ended', ['special']),
      clocks: { ...noClock, review: 'runs' },
      set: { pauseKind: null },
    }),
  },
  {
    // 第四十二条: twenty days, ten more only with the approval of the head of the organ.
    verb: 'askExtension',
    from: ['accepted'],
    to: ['accepted'],
    by: ['staff'],
    guard: (c, d, r) =>
      noMoreTime(c, d, r) ??
      (r.extension?.approver === false
        ? no('extension-needs-nobody', '这类延期不用请示。', 'This extension needs no approval.', '请直接延期。', 'Extend it.')
        : openOf(c, 'extension').length > 0
          ? no(
              'extension-already-asked',
              '已经请示延期，还没批。',
              'An extension was asked for already.',
              '等负责人答复，照常办。',
              'Wait for the answer and go on.',
            )
          : null),
    go: (_c, d) => ({ open: [ownStep('extension')], set: { extensionAskedBy: d.actor } }),
  },
  {
    verb: 'extend',
    from: ['accepted'],
    to: ['accepted'],
    by: ['staff'],
    guard: (c, d, r) =>
      noMoreTime(c, d, r) ??
      (r.extension?.approver !== true
        ? null
        : openOf(c, 'extension').length === 0
          ? no(
              'extension-needs-approval',
              '延期要负责人批准。',
              'An extension needs the head’s approval.',
              '请先请示延期，写明理由。',
              'Ask for it first and say why.',
            )
          : !isAsked(c, d)
            ? notAsked()
            : c.extensionAskedBy !== null && c.extensionAskedBy === d.actor
              ? no(
                  'own-extension',
                  '这是您请示的延期，要另一人批准。',
                  'You asked for this extension; another must approve it.',
                  '请另一位负责人批。',
                  'Ask another head.',
                )
              : null),
    go: (c, _d, r) => ({
      close: closing(c, 'approved', ['extension']),
      papers: r.extension?.notice === true ? ['extension'] : [],
      set: { extensions: c.extensions + 1, extensionAskedBy: null },
    }),
  },
  {
    verb: 'declineExtension',
    from: ['accepted', 'paused'],
    to: ['accepted', 'paused'],
    by: ['staff'],
    guard: (c, d) => (isAsked(c, d) ? reasonMissing(d) : notAsked()),
    go: (c) => ({ close: closing(c, 'declined', ['extension']), set: { extensionAskedBy: null } }),
  },
];
