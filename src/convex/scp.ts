// Sampled convex programs (fact sheet, section 4) by a proximal point method on a pool of features, along a falling
// sequence of beta. After some steps all features are looked at: that bounds the optimum and renews the pool. Far above
// the beta asked for a part of the directions is enough.
import { type Matrix, zeros } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { correlations, type Features, featuresOf } from './features.ts';
import { inverseGradient } from './inverseGradient.ts';
import { head, renewPool } from './pool.ts';
import { type ProximalPoint, proximalStep } from './proximalStep.ts';
import type { SampledProgram } from './sampledProgram.ts';

const FALL = 10; // of beta from one program to the next
const ENOUGH = 0.5; // relative gap at which beta falls
const FEWEST = 2048; // directions looked at
const FIRST_REACH = 0.03; // what one feature may add to the outputs in the first step, relative to their size
const GROWTH = 4; // of sigma from step to step
const LONGEST_REACH = 10; // sigma beta relative to the largest weight,
const EASY = 5; // and more than that after a step of so few Newton steps,
const FARTHEST_REACH = 1e8; // up to this
const SHARE = 0.1; // of the proximal term that the error of a step may take
const POOL_GAP = 0.3; // all features are looked at where the gap on the pool is this share of their last one, or of the goal
const STEPS = 12; // proximal steps between two looks, at most

export interface ScpSettings {
  /** Features kept in memory, at most: n doubles each. */
  readonly pool: number;
  /** Relative duality gap in view. */
  readonly gap: number;
}

export interface Scp {
  readonly program: SampledProgram;
  readonly settings: ScpSettings;
  readonly features: Features;
  /** The pool: as many rows of n as there may be. */
  readonly rows: Matrix;
}

export interface ScpState {
  /** Looks at the features so far. */
  readonly iteration: number;
  readonly newtonSteps: number;
  /** Of the program that is being solved, down to that of the program asked for. */
  readonly beta: number;
  /** Directions, the first ones, that the last look took in. */
  readonly considered: number;
  /** The direction whose feature each row of the pool holds. */
  readonly members: Int32Array;
  readonly point: ProximalPoint;
  /** sigma beta: how far a proximal step may change a weight whose feature is off by beta. */
  readonly reach: number;
  /** Objective, and a lower bound of the optimum over the directions considered, both for `beta`. */
  readonly primal: number;
  readonly dual: number;
  /** Largest |(X u_j)_+' q| over beta of these directions; a dual point has at most 1. */
  readonly violation: number;
}

/** Called every few milliseconds to half a second; what it throws ends the step. */
export type Tick = () => void;

/**
 * The start: alpha = 0, and the dual point along the gradient there that satisfies the constraints of the first beta.
 * Cost: n pool doubles. Errors: `RangeError` for the hinge loss, `OutOfMemoryError`.
 */
export function init(arena: Arena, program: SampledProgram, settings: ScpSettings, tick: Tick) {
  const { X, y, loss, directions } = program;
  if (loss.name === 'hinge')
    throw new RangeError(
      'sampled convex programs are solved for losses with a second derivative, squared and bce, not hinge',
    );
  const n = X.rows;
  const pool = Math.min(directions.rows, settings.pool);
  const features = featuresOf(arena, X, directions);
  const work: Scp = { program, settings, features, rows: zeros(arena, pool, n) };
  const vector = (length: number) => arena.float64(length);
  const point = {
    alpha: vector(pool),
    outputs: vector(n),
    z: vector(n),
    q: vector(n),
    correlations: vector(pool),
  };
  loss.gradient(point.z, y, point.q);
  const primal = loss.value(point.z, y);
  const empty = { iteration: 0, newtonSteps: 0, members: new Int32Array(0), reach: 1, primal, point };
  const state = look(work, { ...empty, beta: Infinity, considered: 0, dual: 0, violation: 0 }, tick);
  const steepest = largest(point.correlations);
  const beta = Math.max(program.beta, steepest / FALL);
  inverseGradient(loss, y, point.q, Math.min(1, beta / steepest), point.z);
  const { data } = head(work.rows, state.members.length);
  const typical = Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length);
  const reach = (FIRST_REACH * largest(point.z)) / typical;
  const first: ScpState = {
    ...state,
    beta,
    dual: 0,
    violation: 1,
    reach: reach > 0 && reach < Infinity ? reach : 1,
  };
  return { work, state: first };
}

/**
 * Proximal steps on the pool until its own gap is small beside the last one of all directions considered, then a look at
 * these. The vectors of the given state are overwritten. Cost: 2 flops per direction and entry of X that is not 0, and
 * the steps.
 */
export function step(work: Scp, state: ScpState, tick: Tick): ScpState {
  const { program, settings, rows } = work;
  const { y, loss } = program;
  const { beta, point, members } = state;
  const stored = { rows: head(rows, members.length), y, loss, beta };
  const goal = POOL_GAP * Math.max(relativeGap(state), settings.gap);
  let { newtonSteps, primal } = state;
  // Features that have joined with a large violation would be overshot.
  let reach = state.reach / Math.min(8, Math.max(1, state.violation * state.violation));
  for (let k = 0; k < STEPS; k++) {
    const least = Math.max(0.01 * settings.gap * settings.gap, 1e-13) * primal;
    const done = proximalStep(stored, point, reach / beta, (term) => Math.max(SHARE * term, least), tick);
    newtonSteps += done.newtonSteps;
    primal = objective(program, beta, point);
    const poolGap = 1 - lowerBound(program, beta, point.q, largest(point.correlations)) / primal;
    const times = done.newtonSteps <= EASY ? FARTHEST_REACH : LONGEST_REACH;
    const longest = Math.max(reach, times * largest(point.alpha));
    reach = done.converged ? Math.min(GROWTH * reach, longest) : reach / GROWTH;
    if (poolGap <= goal) break;
  }
  const looked = look(work, { ...state, reach, primal, newtonSteps }, tick);
  if (beta === program.beta || relativeGap(looked) > ENOUGH) return looked;
  const next = Math.max(program.beta, beta / FALL);
  inverseGradient(loss, y, point.q, Math.min(1, next / (beta * looked.violation)), point.z);
  return { ...looked, beta: next, primal: objective(program, next, point), dual: 0, violation: 1 };
}

/** Bound and pool from the features of the directions that count at the state's beta, at its dual point. */
function look(work: Scp, state: ScpState, tick: Tick): ScpState {
  const { program, features, rows } = work;
  const { beta, point } = state;
  const N = program.directions.rows;
  const considered = Math.min(N, Math.max(FEWEST, Math.ceil(N * Math.sqrt(program.beta / beta))));
  const all = new Float64Array(considered);
  correlations(features, point.q, all, tick);
  const members = renewPool(features, rows, state.members, point.alpha, all);
  members.forEach((j, slot) => {
    point.correlations[slot] = all[j]!;
  });
  return {
    ...state,
    iteration: state.iteration + 1,
    members,
    considered,
    dual: Math.max(state.dual, lowerBound(program, beta, point.q, largest(all))),
    violation: largest(all) / beta,
  };
}

/** Dual value of the best feasible multiple of q, whose largest correlation is `steepest`; rounding aside. */
function lowerBound({ y, loss }: SampledProgram, beta: number, q: Float64Array, steepest: number): number {
  const c = loss.dualScale(q, y, beta / steepest);
  return Math.max(
    0,
    -loss.conjugate(
      q.map((value) => c * value),
      y,
    ),
  );
}

const objective = ({ y, loss }: SampledProgram, beta: number, { alpha, outputs }: ProximalPoint): number =>
  loss.value(outputs, y) + beta * alpha.reduce((sum, weight) => sum + Math.abs(weight), 0);

/** 0 where both bounds are 0. */
export const relativeGap = ({ primal, dual }: { readonly primal: number; readonly dual: number }): number =>
  primal === dual ? 0 : (primal - dual) / primal;

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
