import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import type { Text } from '#platform/text';
import { saveDoor } from './door.sql.ts';

/** A door's word on what it can draw; see `features.ts`. `['*']` hands the data on and draws nothing itself. */
export interface DoorWord {
  key: string;
  name: Required<Text>;
  draws: readonly string[];
}

/** Writes down what the doors of this programme can draw; called at every start, with what the programme that starts can do. */
export async function sayDoors(house: Pick<House, 'db' | 'clock'>, doors: readonly DoorWord[]): Promise<void> {
  const at = house.clock.now();
  await inTransaction(house.db, async (tx) => {
    for (const { key, name, draws } of doors) await saveDoor(tx, at, { key, name: name.zh, nameEn: name.en, draws: [...draws] });
  });
}
