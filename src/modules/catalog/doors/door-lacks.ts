import type { Read } from '#platform/db';
import type { Text } from '#platform/text';
import type { ItemContent } from '../document/content.ts';
import { listDoors } from './door.sql.ts';
import { featuresOf } from './features.ts';

// A door without these tells less; without the others people could not apply, or would bring the wrong papers.
const telling = new Set(['rights-from', 'publicity', 'clocks', 'season', 'amounts']);

/** What a door cannot draw of a version. `hinders`: it is one of the doors the item is published for, and needs it to apply. */
export interface DoorLack {
  door: string;
  name: Text;
  version: string;
  features: string[];
  hinders: boolean;
}

/** Which doors cannot draw these versions, by what they said of themselves. */
export async function doorLacks(read: Read, contents: readonly ItemContent[]): Promise<DoorLack[]> {
  const doors = await listDoors(read);
  return contents.flatMap((content) => {
    const needed = featuresOf(content);
    const published: readonly string[] = content.overlay.doors;
    return doors.flatMap((door): DoorLack[] => {
      const missing = door.draws.includes('*') ? [] : needed.filter((feature) => !door.draws.includes(feature));
      return missing.length === 0
        ? []
        : [
            {
              door: door.key,
              name: door.name,
              version: content.key,
              features: missing,
              hinders: published.includes(door.key) && missing.some((feature) => !telling.has(feature)),
            },
          ];
    });
  });
}
