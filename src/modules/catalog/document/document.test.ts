import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '#platform/config';
import { classifyCode, composeCodes } from './item-codes.ts';
import { upgradeDocument, type UpgradeStep } from './item.format.ts';
import { readShared } from './read-shared.ts';
import { readYaml } from './read-yaml.ts';
import { regimeOf } from './resolve-item.ts';
import type { ItemContent } from './content.ts';

describe('formats', () => {
  const steps: UpgradeStep[] = [
    { from: 1, say: 'name becomes title', upgrade: ({ name, ...rest }) => ({ ...rest, title: name }) },
    { from: 2, say: 'tags appear', upgrade: (d) => ({ ...d, tags: [] }) },
  ];
  test('a document of the oldest format is read through every listed step', () => {
    expect(upgradeDocument({ format: 1, name: '甲' }, steps, 3)).toEqual({ format: 3, title: '甲', tags: [] });
    expect(upgradeDocument({ format: 2, title: '甲' }, steps, 3)).toEqual({ format: 3, title: '甲', tags: [] });
    expect(upgradeDocument({ format: 3, title: '甲', tags: ['x'] }, steps, 3)).toEqual({ format: 3, title: '甲', tags: ['x'] });
  });
  test('a document of a newer format is left alone, and the schema refuses it', () => {
    expect(upgradeDocument({ format: 9 })).toEqual({ format: 9 });
  });
});

describe('places in a file', () => {
  const read = readYaml('a.yaml', 'a: 1\nb:\n  - x: 1\n    y:\n      z: 2\n  - {x: 3}\n');
  test.each([
    [['a'], 1],
    [['b'], 2],
    [['b', 0, 'y'], 4],
    [['b', 0, 'y', 'z'], 5],
    [['b', 1, 'x'], 6],
    [['b', 0, 'missing'], 3],
    [['nothing'], 1],
  ] as const)('%j stands on line %i', (path, line) => expect(read.lineOf(path as never)).toBe(line));
  test('a bomb of aliases is an issue, not a hang', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]`)
      .join('\n')}`;
    expect(readYaml('bomb.yaml', bomb).issues[0]?.code).toBe('catalog.yaml');
  });
});

describe('codes', () => {
  test('12, 31 and 33 digits are composed from organ, level, basic code and sequence', () => {
    const content = {
      item: { basic: '320114001000' },
      handling: { seq: '01' },
      overlay: { organ: { uscc: '11320804MB9T00011F', level: '4' } },
    } as unknown as ItemContent;
    expect(composeCodes(content).map((c) => c.value)).toEqual([
      '320114001000',
      '11320804MB9T00011F4320114001000',
      '11320804MB9T00011F432011400100001',
    ]);
    expect(composeCodes(content).map((c) => classifyCode(c.value))).toEqual(['basic-12', 'implementing-31', 'handling-33']);
  });
  test('local codes are opaque', () => {
    for (const code of [
      '511A0138000000-511602000000-000-115113010833722043-1-00',
      'G-000007-001',
      '11320804MB9T00011E4320114001000',
      '中文编码',
    ])
      expect(classifyCode(code)).toBe('local');
  });
});

describe('the regimes of the demonstration city', async () => {
  const { shared, issues } = await readShared(join(projectRoot(), 'demo/catalog'));
  test('are sound and at least seven', () => {
    expect(issues).toEqual([]);
    expect(Object.keys(shared.regimes).sort()).toEqual([
      'benefit',
      'confirmation',
      'local',
      'market-registration',
      'permit',
      'public-service',
      'real-estate-registration',
    ]);
  });
  test('a permit keeps the limits of the Licensing Law (arts. 32, 42–45, 50)', () => {
    expect(shared.regimes['permit']).toMatchObject({
      correction: { days: 5, missed: 'deemedAccepted', rounds: 1 },
      review: { days: 20 },
      extension: { days: 10, approver: true, notice: true },
      delivery: { days: 10 },
      silence: { onReview: 'escalate', onRenewal: 'deemedRenewed' },
      onTheSpot: false,
    });
  });
  test('only where the law says so does silence accept: a benefit never is', () => {
    const byLaw = Object.entries(shared.regimes)
      .filter(([, r]) => r.correction.missed === 'deemedAccepted')
      .map(([key]) => key);
    expect(byLaw.sort()).toEqual(['permit', 'real-estate-registration']);
    expect(Object.values(shared.regimes).every((r) => r.silence.onReview !== 'deemedGranted')).toBe(true);
  });
  test('an item that names no special procedure has nothing to pause with', () => {
    const permit = shared.regimes['permit'];
    if (permit === undefined) throw new Error('no permit');
    expect(regimeOf({ regime: 'permit' }, permit).pauses).toEqual([]);
    expect(regimeOf({ regime: 'permit', pauses: ['expert'] }, permit).pauses.map((p) => p.kind)).toEqual(['expert']);
  });
});
