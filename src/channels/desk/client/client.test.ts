import { describe, expect, test } from 'vitest';
import type { Evaluation } from '#catalog';
import type { DraftView } from '#contracts/cases';
import type { OpenDeed } from './case/case.ts';
import { mainDeeds } from './case/deeds.ts';
import { sourcesInWords } from './item/source-words.ts';
import { factsOf, personFacts } from './item/version.ts';
import { missingLines } from './window/missing.ts';

const deed = (verb: string, blocked = false): OpenDeed => ({
  verb,
  name: { zh: verb },
  stepId: null,
  blocked: blocked ? { code: 'x', say: { zh: '不行' }, next: { zh: '这样' } } : null,
});

describe('the decision bar', () => {
  test('holds at most what there is room for, the plain way on last', () => {
    const shown = mainDeeds(
      [deed('forward'), deed('accept'), deed('refuseAcceptance'), deed('issueCorrection'), deed('acceptWithPromise', true)],
      3,
    ).map((d) => d.verb);
    expect(shown).toEqual(['refuseAcceptance', 'issueCorrection', 'accept']);
  });
  test('acceptance that is held back stays and says why; accepting with a promise comes beside it', () => {
    const shown = mainDeeds([deed('accept', true), deed('acceptWithPromise'), deed('issueCorrection'), deed('refuseAcceptance')], 3).map(
      (d) => d.verb,
    );
    expect(shown).toEqual(['issueCorrection', 'acceptWithPromise', 'accept']);
  });
});

describe('what is missing', () => {
  const line = (id: string, more: object = {}) => ({ id, status: 'bring', depends: false, group: null, ...more });
  const draft = (given: string[]) => ({ materials: given.map((materialId) => ({ materialId })) }) as unknown as DraftView;
  test('one of a group is enough, waived and depending ones are not demanded', () => {
    const evaluation = {
      lines: [
        line('a'),
        line('b', { status: 'waived' }),
        line('c', { depends: true }),
        line('d', { group: 'g' }),
        line('e', { group: 'g' }),
      ],
      groups: [{ id: 'g', min: 1, lines: ['d', 'e'], satisfied: false }],
    } as unknown as Evaluation;
    expect(missingLines(evaluation, draft([])).map((l) => l.id)).toEqual(['a', 'd', 'e']);
    expect(missingLines(evaluation, draft(['a', 'e'])).map((l) => l.id)).toEqual([]);
  });
});

test('facts for rules carry no tables and name the person as rules do', () => {
  const form = { properties: { born: { 'x-source': [{ from: 'identity', path: 'birth' }] } }, 'x-steps': [] };
  expect(factsOf(personFacts(form, { born: '1944-06-17' }, { agent: false }), { rows: [{ a: 1 }], many: ['x'] })).toEqual({
    agent: false,
    'applicant.birth': '1944-06-17',
    many: ['x'],
  });
});

test('what the clerk types says nothing of its source, everything else does', () => {
  const words = sourcesInWords({
    a: { from: 'typed', by: 'clerk' },
    b: { from: 'typed', by: 'person' },
    c: { from: 'earlierCase', by: 'system', caseNumber: '329901202611252000004O' },
  });
  expect(words).toEqual({ b: '本人在手机上填', c: '以前办件，尾号00004O' });
});
