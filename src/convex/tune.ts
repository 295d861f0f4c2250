// Back-propagation over a grid of settings and seeds, all of it reported: the best of a stated budget.
import type { Stream } from '../random/index.ts';
import type { Network } from './network.ts';
import type { NetworkProblem } from './problem.ts';
import type { Options } from './solver.ts';
import { randomNetwork, type Trained, type TrainSettings, train } from './train.ts';

export interface Trial extends TrainSettings {
  /** Standard deviation of the first weights. */
  readonly deviation: number;
  /** Trials of one seed share the random numbers of the start and of the order of samples. */
  readonly seed: number;
}

/** Values of each setting; the trials are all their combinations. */
export interface Grid extends Pick<TrainSettings, 'epochs' | 'ascent'> {
  /** Learning rates of each rule: they do not compare. */
  readonly learningRates: { readonly [rule in TrainSettings['rule']]?: readonly number[] };
  readonly momenta: readonly number[];
  readonly batches: readonly number[];
  readonly deviations: readonly number[];
  readonly seeds: readonly number[];
}

/** All combinations, in a fixed order. */
export const trialsOf = ({ learningRates, momenta, batches, deviations, seeds, ...shared }: Grid): Trial[] =>
  (['momentum', 'adam'] as const).flatMap((rule) =>
    (learningRates[rule] ?? []).flatMap((learningRate) =>
      momenta.flatMap((momentum) =>
        batches.flatMap((batch) =>
          deviations.flatMap((deviation) =>
            seeds.map((seed) => ({ ...shared, rule, learningRate, momentum, batch, deviation, seed })),
          ),
        ),
      ),
    ),
  );

/** How a trial ended. */
export interface TrialEnd extends Pick<Trained, 'objective' | 'status'> {
  readonly trial: Trial;
}

export interface Tuned {
  /** Of the trial with the lowest objective (the first of equals); absent where all diverged. */
  readonly network?: Network;
  /** Infinite where all diverged. */
  readonly objective: number;
  /** Every trial that was run, in order; a run that was aborted lacks the rest. */
  readonly ends: readonly TrialEnd[];
}

/** Trains a random network of `width` neurons in every trial. Cost: that of `train`. Errors: as `train`. */
export function tune(
  problem: NetworkProblem,
  width: number,
  trials: readonly Trial[],
  source: Stream,
  { signal, progress }: Pick<Options, 'signal' | 'progress'> = {},
): Tuned {
  const ends: TrialEnd[] = [];
  let best: { network?: Network; objective: number } = { objective: Infinity };
  for (const trial of trials) {
    if (signal?.aborted) break;
    const start = randomNetwork(width, problem.X.cols, trial.deviation, source.split('start', trial.seed));
    const order = source.split('order', trial.seed);
    const { network, objective, status } = train(problem, start, trial, order, {
      ...(signal && { signal }),
      progress: (fraction) => progress?.((ends.length + fraction) / trials.length),
    });
    ends.push({ trial, objective, status });
    if (objective < best.objective) best = { network, objective };
  }
  return { ...best, ends };
}
