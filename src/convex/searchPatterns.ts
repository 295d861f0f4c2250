// Patterns found where the dual solution over the patterns so far is violated: column generation for the convex program.
import { type Matrix, row } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import { Arena } from '../wasm/arena.ts';
import { inside, patternsAlong, samplesOf } from './directions.ts';
import { dot } from './nnls.ts';
import { type Patterns, patternKey, patternsOf } from './patterns.ts';
import { convexProgram, networkProblem, type Training } from './problem.ts';
import { type Goal, solve } from './solve.ts';
import type { Options } from './solver.ts';
import { localMaximum, type Violation, violations } from './violation.ts';

export interface SearchSettings {
  /** Patterns to end with, at most. */
  readonly count: number;
  /** Patterns added between two solutions, at most. */
  readonly perRound: number;
  /** Starts of the local search in each round. */
  readonly starts: number;
  readonly goal: Goal;
}

/** The program over the first `patterns` of the patterns. */
export interface SearchRound {
  readonly patterns: number;
  readonly primal: number;
  readonly dual: number;
  /** Largest |q' (X u)_+| / beta that the search found over its dual solution; above 1 it is violated. */
  readonly violation: number;
}

export interface SearchedPatterns extends Patterns {
  readonly rounds: readonly SearchRound[];
  /**
   * `no violation`: the search found none, which proves nothing about other directions. `aborted` by the signal: the
   * patterns so far.
   */
  readonly status: 'count-reached' | 'no violation' | 'aborted';
}

const VIOLATED = 1e-6; // above 1: less than the duality gap can hide

/**
 * Patterns of the standard program, the most violated dual constraints first: at the start the dual solution is that of
 * the zero network; then the program over the patterns found so far is solved to the goal. Cost: that of count / perRound
 * solutions, and `violations` in each round. Errors: `RangeError`, `ShapeError`, `OutOfMemoryError`.
 */
export function searchPatterns(
  arena: Arena,
  training: Omit<Training, 'patterns' | 'radius' | 'gated'>,
  { count, perRound, starts, goal }: SearchSettings,
  source: Stream,
  { signal, progress }: Options = {},
): SearchedPatterns {
  for (const [name, value] of Object.entries({ count, perRound, starts }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`${name} is ${value}: an integer > 0 was expected`);
  using scratch = new Arena();
  const { X, y, loss, beta } = networkProblem(scratch, training);
  const found = new Map<string, Float64Array>();
  const rounds: SearchRound[] = [];
  const zero = new Float64Array(y.length);
  let q: Float64Array = new Float64Array(y.length);
  loss.gradient(zero, y, q);
  let bounds = { primal: loss.value(zero, y), dual: 0 };
  const ended = (status: SearchedPatterns['status']): SearchedPatterns => ({
    ...patternsOf(arena, found),
    complete: false,
    rounds,
    status,
  });
  for (;;) {
    const candidates = violations(X, q, starts, source);
    const violation = candidates[0]!.value / beta;
    rounds.push({ patterns: found.size, primal: bounds.primal, dual: bounds.dual, violation });
    progress?.(found.size / count);
    if (signal?.aborted) return ended('aborted');
    if (found.size === count) return ended('count-reached');
    const violated = candidates.filter(({ value }) => value > beta * (1 + VIOLATED));
    const unknown = (patterns: Map<string, Float64Array>) =>
      [...patterns].filter(([key]) => !found.has(key)).slice(0, Math.min(perRound, count - found.size));
    let fresh = unknown(
      patternsAlong(
        X,
        violated.map(({ direction }) => direction),
      ),
    );
    if (fresh.length === 0)
      fresh = unknown(atMaxima(X, q, candidates, found, perRound, beta * (1 + VIOLATED)));
    if (fresh.length === 0) return ended('no violation');
    for (const [key, direction] of fresh) found.set(key, direction);
    using inner = new Arena();
    const patterns = { ...patternsOf(inner, found), complete: false };
    const solution = solve(convexProgram(inner, { ...training, patterns }), goal, signal && { signal });
    q = solution.q;
    bounds = solution;
  }
}

/** Patterns of the exact local maxima that rise above `least` from the first `most` patterns that are not known. */
function atMaxima(
  X: Matrix,
  q: Float64Array,
  candidates: readonly Violation[],
  known: ReadonlyMap<string, unknown>,
  most: number,
  least: number,
): Map<string, Float64Array> {
  const samples = samplesOf(X);
  const tried = new Set<string>();
  const found = new Map<string, Float64Array>();
  for (const candidate of candidates) {
    const key = keyOf(X, candidate.direction);
    if (known.has(key) || tried.has(key) || tried.size === most) continue;
    tried.add(key);
    const top = localMaximum(samples, q, candidate, key);
    const point = top.value > least ? inside(samples, top.key, top.direction) : undefined;
    if (point) found.set(top.key, point);
  }
  return found;
}

const keyOf = (X: Matrix, u: Float64Array): string =>
  patternKey(Array.from({ length: X.rows }, (_, k) => dot(row(X, k), u)));
