import { fieldKinds } from '#kit/plain';
import type { DoorWord } from '#catalog';

/** What the window can draw. The clerk has the guide of the portal beside it for amounts, clocks and public notice. */
export const windowDraws: DoorWord = {
  key: 'window',
  name: { zh: '综合窗口', en: 'Window' },
  draws: [
    ...fieldKinds.flatMap((kind) => [`field:${kind}`, `column:${kind}`]),
    'questions',
    'conditions',
    'answers',
    'groups',
    'promise-later',
    'steps-show-if',
    'calculated-fields',
    'checks-between-fields',
  ],
};
