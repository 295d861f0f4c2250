// The Lanczos process with full re-orthogonalization (Golub and Van Loan, Matrix Computations, 4th ed., 10.1 and 10.3.1).
import { type Matrix, NotFiniteError, row, zeros } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import type { SymmetricOperator } from './operator.ts';
import { orthogonalize } from './orthogonalize.ts';
import type { Tridiagonal } from './tridiagonal.ts';

/** A Q' = Q' T + beta_m q_{m+1} e_m' after m steps, with q_1, q_2, ... in the rows of Q. */
export interface Lanczos extends Tridiagonal {
  readonly operator: SymmetricOperator;
  /** Orthonormal rows q_1, ..., q_{m+1}; room for more. Shared between states: a state is stale after the next step. */
  readonly basis: Matrix;
  readonly coefficients: Float64Array;
}

/** Before the first step, from a start vector that is not 0. Memory: `maxSteps` + 1 vectors (or size + 1) in `arena`. */
export function lanczosStart(
  operator: SymmetricOperator,
  start: Float64Array,
  maxSteps: number,
  arena: Arena,
): Lanczos {
  const steps = Math.min(maxSteps, operator.size);
  const basis = zeros(arena, steps + 1, operator.size);
  const norm = Math.sqrt(start.reduce((sum, value) => sum + value * value, 0));
  row(basis, 0).set(start.map((value) => value / norm));
  return { operator, basis, coefficients: arena.float64(steps + 1), alpha: [], beta: [] };
}

/** Whether no further step is possible: the Krylov space is invariant or the room is used up. */
export const isExhausted = ({ alpha, beta, basis }: Lanczos): boolean =>
  beta.at(-1) === 0 || alpha.length === basis.rows - 1;

/** One step: a product with the operator and 8 m size flops. Errors: `NotFiniteError`. */
export function lanczosStep(state: Lanczos): Lanczos {
  const { operator, basis, coefficients } = state;
  const m = state.alpha.length;
  const [q, w] = [row(basis, m), row(basis, m + 1)];
  operator.product(q, w);
  let alpha = 0;
  for (let k = 0; k < q.length; k++) alpha += q[k]! * w[k]!;
  if (!Number.isFinite(alpha))
    throw new NotFiniteError(`lanczos: product ${m + 1} with the operator is not finite`, m);
  const rest = orthogonalize(basis, m + 1, w, coefficients);
  // What is left of rounding is no direction: the space is invariant.
  const scale = Math.max(Math.abs(alpha), ...state.alpha.map(Math.abs), ...state.beta);
  const beta = m + 1 === operator.size || rest <= operator.size * Number.EPSILON * scale ? 0 : rest;
  for (let k = 0; k < w.length; k++) w[k] = beta === 0 ? 0 : w[k]! / beta;
  return { ...state, alpha: [...state.alpha, alpha], beta: [...state.beta, beta] };
}

/** Unit vector Q' s of the coordinates s in the Krylov space. */
export function lift({ basis }: Lanczos, s: Float64Array): Float64Array {
  const vector = new Float64Array(basis.cols);
  s.forEach((coordinate, j) => {
    const q = row(basis, j);
    for (let k = 0; k < vector.length; k++) vector[k]! += coordinate * q[k]!;
  });
  return vector;
}
