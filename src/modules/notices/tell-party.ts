import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import type { NoticeKind, NoticeParams } from './messages.ts';
import { type ChannelName, findPreference, insertNotice } from './notice.sql.ts';

/** Writes one message to a party: always in the product, and by each way the party chose. */
export async function tellParty(
  tx: Tx,
  at: Date,
  message: { partyId: string; caseId: string | null; paperId: string | null; kind: NoticeKind; params: NoticeParams },
): Promise<void> {
  const choice = await findPreference(tx, message.partyId);
  const chosen = (['sms', 'email', 'paper'] as const).filter((way) => choice[way]);
  const ways: ChannelName[] = ['inProduct', ...chosen];
  for (const channel of ways) await insertNotice(tx, { ...message, id: newId(), channel, createdAt: at });
}
