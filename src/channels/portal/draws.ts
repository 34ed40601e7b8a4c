import { fieldKinds } from '#kit/plain';
import type { DoorWord } from '#catalog';

/** What the portal can draw, for whoever publishes an item: a page that cannot is named before, not after. */
export const portalDraws: DoorWord = {
  key: 'portal',
  name: { zh: '网上办事大厅', en: 'Portal' },
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
    'rights-from',
    'publicity',
    'clocks',
    'season',
    'amounts',
  ],
};
