// What a claim is: a statement of a paper as data, and a pure function from results to a verdict.
import type { AnyExperiment, ResultsOf } from './experiment.ts';

export type Verdict = 'reproduced' | 'not reproduced' | 'inconclusive';

/** A measured value with its interval: what lies behind a verdict. */
export interface Measurement {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Runs (or seeds) behind the value, and how the interval was made. */
  readonly count: number;
  readonly interval: string;
  /** What was measured, if a claim has several parts. */
  readonly label?: string;
  /** The part holds where `expected[0] <= value <= expected[1]`. */
  readonly expected: readonly [number, number];
}

type ResultsOfEach<E extends readonly AnyExperiment[]> = { readonly [K in keyof E]: ResultsOf<E[K]> };

/** A part of a claim: an estimate with its interval, and the range in which the statement holds. */
export const part = (
  label: string,
  estimate: Omit<Measurement, 'label' | 'expected'>,
  expected: readonly [number, number],
): Measurement => ({ label, ...estimate, expected });

export interface Claim<E extends readonly AnyExperiment[] = readonly AnyExperiment[]> {
  /** `<paper>/<number in the fact sheet>`. */
  readonly id: string;
  readonly statement: string;
  /** Where it stands in the paper, and how far that source can be trusted. */
  readonly source: string;
  readonly experiments: E;
  readonly tolerance: { readonly from: 'paper' | 'theory' | 'pilot'; readonly reason: string };
  readonly measure: (results: ResultsOfEach<E>) => readonly Measurement[];
  /** Results in which the claim is false: the check must not let them pass. */
  readonly counterexample: ResultsOfEach<E>;
}

// biome-ignore lint/suspicious/noExplicitAny: as AnyExperiment.
export type AnyClaim = Claim<any>;

export const defineClaim = <const E extends readonly AnyExperiment[]>(claim: Claim<E>): Claim<E> => claim;

/** A part holds if its whole interval lies inside the expected range, fails if all of it lies outside. */
export function verdict(parts: readonly Measurement[]): Verdict {
  if (parts.length === 0) return 'inconclusive';
  const outside = parts.some(({ low, high, expected: [from, to] }) => high < from || low > to);
  if (outside) return 'not reproduced';
  const inside = parts.every(({ low, high, expected: [from, to] }) => low >= from && high <= to);
  return inside ? 'reproduced' : 'inconclusive';
}
