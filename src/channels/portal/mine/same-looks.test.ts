import { expect, test } from 'vitest';
import type { LookedAt } from '#identity';
import { sameLooks } from './same-looks.ts';

const look = (at: string, who: string, reason = '办理岗位上的环节'): LookedAt => ({
  at: new Date(at),
  who,
  organ: '临河区民政局',
  post: '',
  what: { zh: '办件内容', en: 'a case' },
  reason,
  caseId: null,
});

test('looks of one day by one person for one reason are one line with every moment; another day, person or reason is another', () => {
  const lines = sameLooks(
    [
      look('2026-11-23T15:40:00+08:00', '王海涛'),
      look('2026-11-23T15:30:00+08:00', '赵敏'),
      look('2026-11-23T15:20:00+08:00', '王海涛'),
      look('2026-11-23T09:00:00+08:00', '王海涛', '来电'),
      look('2026-11-22T23:59:00+08:00', '王海涛'),
    ],
    'zh',
  );
  expect(lines.map((l) => [l.who, l.reason, l.at.length])).toEqual([
    ['临河区民政局，王海涛', '办理岗位上的环节', 2],
    ['临河区民政局，赵敏', '办理岗位上的环节', 1],
    ['临河区民政局，王海涛', '来电', 1],
    ['临河区民政局，王海涛', '办理岗位上的环节', 1],
  ]);
  expect(lines.flatMap((l) => l.at)).toHaveLength(5);
});
