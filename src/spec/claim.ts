// What a claim is: a statement of a paper as data, and a pure function from results to measured parts.
import type { AnyExperiment, ResultsOf } from './experiment.ts';

/** An estimate with its interval, as every function of `stats` gives it. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Values behind the estimate, and how the interval was made. */
  readonly count: number;
  readonly interval: string;
  /** The same at another coverage and, as a forecast, from another number of values of the same kind. */
  readonly at: (level: number, count?: number) => Pick<Estimate, 'low' | 'high'>;
}

/** A part of a claim: it holds where the true value lies in `expected[0]..expected[1]`. */
export interface Measurement extends Estimate {
  readonly label: string;
  readonly expected: readonly [number, number];
  /** What `count` counts, in the singular; `run` where it is absent. */
  readonly unit?: string;
  /** Runs that were left out, such as those that did not converge. */
  readonly excluded?: number;
}

/** A part of a claim: an estimate with its interval, and the range in which the statement holds. */
export const part = (
  label: string,
  estimate: Estimate & Pick<Measurement, 'unit' | 'excluded'>,
  expected: readonly [number, number],
): Measurement => ({ label, ...estimate, expected });

/**
 * How far a source can be trusted, after the tags of the fact sheets: read in the paper, its abstract, figures or code;
 * told by another text; from memory, never compared with the paper; derived from what the paper says.
 */
export type Trust = 'read' | 'second-hand' | 'remembered' | 'derived';

export interface Statement {
  /** `<paper>/<number in the fact sheet>`. */
  readonly id: string;
  /** One sentence. */
  readonly statement: string;
  /** Where it stands in the paper, and what of it could be seen. */
  readonly source: string;
  readonly trust: Trust;
  /** The statement is ours and goes beyond the paper. */
  readonly beyond?: true;
}

export interface Tolerance {
  readonly from: 'paper' | 'theory' | 'pilot';
  readonly reason: string;
}

type ResultsOfEach<E extends readonly AnyExperiment[]> = { readonly [K in keyof E]: ResultsOf<E[K]> };

/** A claim that results can decide. */
export interface Claim<E extends readonly AnyExperiment[] = readonly AnyExperiment[]> extends Statement {
  readonly experiments: E;
  readonly tolerance: Tolerance;
  readonly measure: (results: ResultsOfEach<E>) => readonly Measurement[];
  /** Results in which the claim is false: the check must not let them pass. Made when asked for. */
  readonly counterexample: () => ResultsOfEach<E>;
}

/** A claim that nothing here can decide. */
export interface Untestable extends Statement {
  /** The reason. */
  readonly notTestable: string;
}

// biome-ignore lint/suspicious/noExplicitAny: as AnyExperiment.
export type AnyClaim = Claim<any> | Untestable;

export const isTestable = (claim: AnyClaim): claim is Exclude<AnyClaim, Untestable> =>
  !('notTestable' in claim);

/** Types `measure` and `counterexample` by the experiments. */
export const defineClaim = <const E extends readonly AnyExperiment[]>(claim: Claim<E>): Claim<E> => claim;

export interface ClaimOn<E extends AnyExperiment, V> extends Statement {
  readonly tolerance: Tolerance;
  readonly measure: (view: V) => readonly Measurement[];
  readonly counterexample: () => ResultsOf<E>;
}

/** `defineClaim` for claims on one experiment that all measure what `view` makes of its results. */
export const claimsOn =
  <E extends AnyExperiment, V>(experiment: E, view: (results: ResultsOf<E>) => V) =>
  (claim: ClaimOn<E, V>): Claim<readonly [E]> => ({
    ...claim,
    experiments: [experiment],
    measure: ([results]) => claim.measure(view(results)),
    counterexample: () => [claim.counterexample()],
  });
