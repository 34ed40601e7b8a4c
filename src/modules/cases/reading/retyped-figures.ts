import type { House } from '#platform/house';
import { sumRetyped } from './case-reading.sql.ts';

/** I3 as a formula: fields typed although known ÷ fields the person met; offered-and-changed stands apart. */
export type RetypedFigure = {
  itemKey: string;
  itemName: string;
  door: string;
  cases: number;
  met: number;
  retyped: number;
  changed: number;
  share: number;
};

/** The figures by item and door for cases received in a span. */
export async function retypedFigures(house: House, span: { from: Date; to: Date }): Promise<RetypedFigure[]> {
  return (await sumRetyped(house.db, span.from, span.to)).map((row) => ({ ...row, share: row.met === 0 ? 0 : row.retyped / row.met }));
}
