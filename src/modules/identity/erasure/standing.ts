import type { Read } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import { listHolds } from '#platform/holds';
import type { House } from '#platform/house';
import { partyState } from './erasure.sql.ts';
import type { ErasureRoom, Standing } from './erasure-room.ts';

/** Everything that stands against erasing a person now: this room's own reasons, holds, and those of every other room. */
export async function standingOf(
  read: Read,
  house: Pick<House, 'clock' | 'config'>,
  rooms: readonly ErasureRoom[],
  partyId: string,
): Promise<Standing[]> {
  const state = await partyState(read, partyId);
  const found: Standing[] = [];
  const stands = (code: Standing['code'], zh: string, en: string): void => void found.push({ code, say: { zh, en }, until: null });
  if (state.erased) stands('erased', '这个人的资料已经删除了。', 'This person was erased already.');
  if (state.kind !== 'natural')
    stands(
      'organisation',
      '单位的登记信息不是个人信息，不在这里删。',
      'An organisation’s registration is not personal data and is not erased here.',
    );
  if (state.staff)
    stands(
      'staff',
      '这个人在这里任职或任过职，谁做过什么要留着。',
      'This person works or worked here; the record of who did what has to stay.',
    );
  if (state.represents !== null)
    stands(
      'representative',
      `这个人现在是${state.represents}的法定代表人，登记变更之前不能删。`,
      `This person is the legal representative of ${state.represents}; not before the register changes.`,
    );
  if (state.visit)
    stands('visit', '这个人正在窗口办事，接待结束后再删。', 'This person is at a window just now; not before the visit ends.');
  const owners = [
    { kind: 'person', id: partyId, label: '本人资料' },
    ...(await Promise.all(rooms.map((room) => room.owners(read, partyId)))).flat(),
  ];
  for (const hold of await listHolds(read)) {
    const owner = owners.find((one) => one.kind === hold.ownerKind && one.id === hold.ownerId);
    if (owner !== undefined)
      stands(
        'hold',
        `${owner.label}被依法保全（${hold.reason}），解除之前不能删。`,
        `${owner.label} is under a legal hold (${hold.reason}); not before it is lifted.`,
      );
  }
  for (const room of rooms) found.push(...(await room.standing(read, house, partyId)));
  return found;
}

/** The refusal, with each reason in words. */
export function cannotErase(standing: readonly Standing[]): Problem {
  return problem(
    'conflict',
    'identity.erasure-stands',
    {
      zh: `现在还不能删除：${standing.map((one) => one.say.zh).join('')}`,
      en: `This cannot be erased now: ${standing.map((one) => one.say.en ?? one.say.zh).join(' ')}`,
    },
    {
      zh: '上面写明的事了结、日期过了，再提出一次。什么都没有删。',
      en: 'Ask again when these are settled and the dates have passed. Nothing was erased.',
    },
    { data: { standing: standing.map(({ code, say, until }) => ({ code, say, until })) } },
  );
}
