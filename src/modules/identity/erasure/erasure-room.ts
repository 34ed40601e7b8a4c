import type { Read, Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import type { Text } from '#platform/text';

/** Why a person cannot be erased now, and until when, if that is known. */
export type Standing = {
  code: 'hold' | 'running' | 'retention' | 'staff' | 'representative' | 'visit' | 'organisation' | 'erased';
  say: Text;
  until: string | null;
};

/** A room that keeps something of people. Compose names them all: who keeps personal data joins by being registered. */
export type ErasureRoom = {
  name: string;
  /** Records of the person, by owner: a hold on any of them stands against erasing. */
  owners(read: Read, partyId: string): Promise<{ kind: string; id: string; label: string }[]>;
  /** Locks what a deed could change while the person is being erased. */
  lock(tx: Tx, partyId: string): Promise<void>;
  /** What stands against it. */
  standing(read: Read, house: Pick<House, 'clock' | 'config'>, partyId: string): Promise<Standing[]>;
  /** Destroys what there is of the person here; answers how many records. `header` goes into every chain that loses a payload. */
  erase(tx: Tx, house: House, partyId: string, header: Json): Promise<number>;
};

/** What stands in the place of a name. */
export const erasedName = '已删除';
