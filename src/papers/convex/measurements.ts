// What the claims of the convex paper measure on the runs of E2 and C1, with intervals.
import type { ResultsOf } from '../../spec/experiment.ts';
import { clopperPearson, type Interval } from '../../stats/index.ts';
import type { c1 } from './c1.ts';
import { type e2, methods } from './e2.ts';

export type E2Results = ResultsOf<typeof e2>;
export type C1Results = ResultsOf<typeof c1>;
export type E2Run = E2Results[number]['settings'] & E2Results[number]['records'][number] & { seed: number };

/** Runs of a method from the given start. */
export const runsOf = (results: E2Results, method: keyof typeof methods, start = 0): readonly E2Run[] =>
  results
    .filter(
      ({ settings: s }) =>
        s.rho === methods[method].rho && s.gamma === methods[method].gamma && s.start === start,
    )
    .flatMap(({ settings, seed, records }) => records.map((record) => ({ ...settings, ...record, seed })));

/** Distance of both cost notions from the optimum, whichever is larger, at every readout. */
export const worstGap = ({ optimum, objective, networkObjective }: E2Run): number[] =>
  objective.map((cost, i) => Math.max(Math.abs(cost - optimum), Math.abs(networkObjective[i]! - optimum)));

/** First readout from which on both notions stay within `gap` of the optimum; infinite if the last is not. */
export function settled(run: E2Run, gap: number): number {
  const beyond = worstGap(run).findLastIndex((value) => !(value <= gap));
  return run.iteration[beyond + 1] ?? Infinity;
}

/** In how many of the runs something held. */
export const share = (held: readonly boolean[]): Interval =>
  clopperPearson(held.filter(Boolean).length, held.length);
