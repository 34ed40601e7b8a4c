import { systemActor } from '#platform/actor';
import { audit } from '#platform/audit';
import { shanghaiDate } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { type BadLine, readRegionTable } from './read-region-table.ts';
import { findMisplaced, findOrphaned, stageRegions, takeStaged } from './region-import.sql.ts';

/** What an import did. */
export type RegionImport = { read: number; added: number; changed: number };

/**
 * Takes in a five-level table of divisions (`code,level,name,parent`, in any order), beside what is there already;
 * the same table again changes nothing. All of it is taken or nothing.
 * @throws Problem invalid `places.bad-table` with one field `line N` per bad line (the first hundred).
 */
export async function importRegions(house: House, path: string): Promise<RegionImport> {
  const { rows, bad } = await readRegionTable(path);
  if (bad.length > 0) throw badTable(bad);
  return inTransaction(house.db, async (tx) => {
    await stageRegions(tx, rows);
    const misplaced: BadLine[] = (await findMisplaced(tx)).map(({ line, code, parent, parentLevel }) => ({
      line,
      say:
        parentLevel === null
          ? {
              zh: `${code}的上级${parent}不在表里，也没有导入过。`,
              en: `${parent}, the parent of ${code}, is neither in the table nor known.`,
            }
          : { zh: `${code}的上级${parent}级别不比它高。`, en: `${parent}, the parent of ${code}, is not of a higher level.` },
    }));
    const orphaned: BadLine[] = (await findOrphaned(tx)).map(({ line, code, child }) => ({
      line,
      say: { zh: `${code}改成这个级别后，它下面的${child}就没有上级了。`, en: `With this level ${code} can no longer be above ${child}.` },
    }));
    if (misplaced.length + orphaned.length > 0) throw badTable([...misplaced, ...orphaned]);
    const taken = await takeStaged(tx, shanghaiDate(house.clock.now()));
    await audit(tx, systemActor('import regions'), house.clock.now(), { word: 'REGIONS_IMPORT', details: { read: rows.length, ...taken } });
    return { read: rows.length, ...taken };
  });
}

function badTable(bad: readonly BadLine[]): Problem {
  return problem(
    'invalid',
    'places.bad-table',
    { zh: `表里有${bad.length}行不对，一行也没有导入。`, en: `${bad.length} lines are wrong; nothing was imported.` },
    { zh: '请改好列出的行，再导入一次。', en: 'Correct the listed lines and import again.' },
    { data: { bad: bad.length }, fields: bad.slice(0, 100).map(({ line, say }) => ({ field: `line ${line}`, say })) },
  );
}
