import type { Cpu } from './load.ts';
import type { Stage } from './stage.ts';

/** What one row came to. `ratio` of the report is value over floor. */
export type Figure = {
  value: number;
  floor: number;
  target: string;
  ok: boolean;
  /** So far from its floor that no neighbour on the machine explains it: only then the short form in `npm test` fails. */
  noise: boolean;
  /** Processor milliseconds an operation. */
  cpu: Cpu;
  more?: Record<string, unknown>;
};

/** One row. */
export type Bench = {
  name: string;
  unit: string;
  what: string;
  /** Part of the short form. */
  quick: boolean;
  run(stage: Stage): Promise<Figure>;
};
