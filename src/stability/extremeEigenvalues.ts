// Extreme eigenvalues of a symmetric operator by Lanczos, each with its residual.
import type { Stream } from '../random/index.ts';
import { Arena } from '../wasm/arena.ts';
import { isExhausted, type Lanczos, lanczosStart, lanczosStep, lift } from './lanczos.ts';
import type { SymmetricOperator } from './operator.ts';
import { negated, rightEnd, rightVector } from './tridiagonal.ts';

export interface Eigenvalue {
  /** v'Av. The largest eigenvalue is not below it, the smallest not above. */
  readonly value: number;
  /** ||A v - value v||, from a product with v: an eigenvalue lies no farther from `value`; usually it is much closer. */
  readonly residual: number;
  /** v, a unit vector. */
  readonly vector: Float64Array;
}

export type IterationStatus = 'converged' | 'step limit';

export interface IterationLimits {
  /** Relative: what it bounds is said where it is used. */
  readonly tolerance: number;
  /** Most products with the operator. */
  readonly maxSteps: number;
}

interface Iterated {
  /** Steps of the process. */
  readonly steps: number;
  /** `converged`: all residuals are at most the tolerance times the largest |value| that was found. */
  readonly status: IterationStatus;
}

export interface Extremes extends Iterated {
  readonly smallest: Eigenvalue;
  readonly largest: Eigenvalue;
}

const DEFAULTS: IterationLimits = { tolerance: 1e-10, maxSteps: 500 };

/**
 * Smallest and largest eigenvalue, from a normal start vector drawn from `source`. That no eigenvalue lies beyond is sure
 * but for a start almost orthogonal to its eigenvector. Cost: a product and 8 m size flops at step m, two products at the
 * end; 8 maxSteps size bytes. Errors: `RangeError`, `NotFiniteError`.
 */
export function extremeEigenvalues(
  operator: SymmetricOperator,
  source: Stream,
  limits: Partial<IterationLimits> = {},
): Extremes {
  const { ends, ...iterated } = iterate(operator, source, [-1, 1], limits);
  return { smallest: ends[0]!, largest: ends[1]!, ...iterated };
}

/** The largest eigenvalue alone: fewer steps where the smallest ones are close together, as those of G are. */
export function largestEigenvalue(
  operator: SymmetricOperator,
  source: Stream,
  limits: Partial<IterationLimits> = {},
): Eigenvalue & Iterated {
  const { ends, ...iterated } = iterate(operator, source, [1], limits);
  return { ...ends[0]!, ...iterated };
}

type End = 1 | -1;

function iterate(
  operator: SymmetricOperator,
  source: Stream,
  ends: readonly End[],
  limits: Partial<IterationLimits>,
): Iterated & { readonly ends: readonly Eigenvalue[] } {
  const { tolerance, maxSteps } = checkLimits({ ...DEFAULTS, ...limits });
  using arena = new Arena();
  const start = source.fillNormal(new Float64Array(operator.size));
  let state = lanczosStart(operator, start, maxSteps, arena);
  for (let check = 4; ; ) {
    state = lanczosStep(state);
    const last = isExhausted(state);
    if (state.alpha.length < check && !last) continue;
    if (last || isDone(state, ends, tolerance)) break;
    check = Math.ceil(1.2 * state.alpha.length);
  }
  const found = ends.map((end) => explicit(state, end, arena));
  const scale = Math.max(...found.map(({ value }) => Math.abs(value)));
  return {
    ends: found,
    steps: state.alpha.length,
    status: found.every(({ residual }) => residual <= tolerance * scale) ? 'converged' : 'step limit',
  };
}

/** Ritz value at an end of the spectrum with its vector in the Krylov space. */
function ritz(state: Lanczos, end: End) {
  const T = end === 1 ? state : negated(state);
  const value = rightEnd(T);
  const vector = rightVector(T, value);
  // Negated, T also has other signs beside its diagonal.
  return { value: end * value, vector: end === 1 ? vector : vector.map((s, j) => (j % 2 === 0 ? s : -s)) };
}

function isDone(state: Lanczos, ends: readonly End[], tolerance: number): boolean {
  const pairs = ends.map((end) => ritz(state, end));
  const scale = Math.max(...pairs.map(({ value }) => Math.abs(value)));
  const beta = state.beta.at(-1)!;
  return pairs.every(({ vector }) => beta * Math.abs(vector.at(-1)!) <= (tolerance / 2) * scale);
}

/** Value and residual from a product with the Ritz vector, so that they hold whatever rounding did to the process. */
function explicit(state: Lanczos, end: End, arena: Arena): Eigenvalue {
  const vector = lift(state, ritz(state, end).vector);
  const norm = Math.sqrt(vector.reduce((sum, entry) => sum + entry * entry, 0));
  const v = arena.float64(vector.length);
  v.set(vector.map((entry) => entry / norm));
  const image = arena.float64(vector.length);
  state.operator.product(v, image);
  const value = v.reduce((sum, entry, k) => sum + entry * image[k]!, 0);
  let squares = 0;
  for (let k = 0; k < v.length; k++) squares += (image[k]! - value * v[k]!) * (image[k]! - value * v[k]!);
  return { value, residual: Math.sqrt(squares), vector: v.slice() };
}

/** Errors: `RangeError`. */
export function checkLimits(limits: IterationLimits): IterationLimits {
  const { tolerance, maxSteps } = limits;
  if (!(tolerance > 0 && tolerance < 1))
    throw new RangeError(`tolerance is ${tolerance}: a number in (0, 1) was expected, 1e-10 is usual`);
  if (!(Number.isInteger(maxSteps) && maxSteps >= 1))
    throw new RangeError(`maxSteps is ${maxSteps}: an integer of at least 1 was expected`);
  return limits;
}
