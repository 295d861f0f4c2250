// Bounds on the optimum of a sampled convex program that hold whatever produced the point. Nothing here is shared with
// the solver: features are made by plain matrix products.
//   dual:  max over q of -l*(q)  subject to  |(X u_j)_+' q| <= beta  for j = 1..N
import { engine, ShapeError, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { SampledProgram } from './sampledProgram.ts';

const BLOCK = 128; // directions at a time

export interface SampledCertificate {
  /** Objective of alpha. */
  readonly primal: number;
  /** The optimum over these directions is not below it. */
  readonly dual: number;
  /** (primal - dual) / primal; 0 where both are 0. */
  readonly relativeGap: number;
  /** The dual point, n. */
  readonly q: Float64Array;
  /** |(X u_j)_+' q| of the dual point, N: at most beta. */
  readonly correlations: Float64Array;
}

/**
 * Certificate of weights alpha (N) and a dual direction q (n), any numbers: q gets the best scale. Rounding in the evaluation
 * is estimated to first order and widens both bounds. Cost: 2 N n d flops, 256 n doubles. `tick` is called after every 128
 * directions. Errors: `ShapeError`.
 */
export function certifySampled(
  program: SampledProgram,
  alpha: ArrayLike<number>,
  q: ArrayLike<number>,
  tick: () => void = () => {},
): SampledCertificate {
  const { X, y, loss, beta, directions } = program;
  const [n, d, N] = [X.rows, X.cols, directions.rows];
  if (alpha.length !== N)
    throw new ShapeError(`alpha has ${alpha.length} entries but there are ${N} directions`);
  if (q.length !== n) throw new ShapeError(`q has ${q.length} entries but there are ${n} samples`);
  const direction = Float64Array.from(q);
  if (!direction.every(Number.isFinite)) direction.fill(0);
  const outputs = new Float64Array(n);
  const correlations = new Float64Array(N);
  using arena = new Arena();
  const U = zeros(arena, Math.min(BLOCK, N), d);
  const Y = zeros(arena, U.rows, n);
  for (let first = 0; first < N; first += BLOCK) {
    const count = Math.min(BLOCK, N - first);
    U.data.set(directions.data.subarray(first * d, (first + count) * d));
    engine().gemm(1, false, U, true, X, 0, Y);
    for (let i = 0; i < count; i++) {
      const weight = alpha[first + i]!;
      let sum = 0;
      for (let k = 0, e = i * n; k < n; k++, e++) {
        const feature = Math.max(0, Y.data[e]!);
        sum += feature * direction[k]!;
        if (weight !== 0) outputs[k]! += weight * feature;
      }
      correlations[first + i] = Math.abs(sum);
    }
    tick();
  }

  // No feature of sample k is larger than ||x_k||, so no sum is off by more than this unit times the sum of these sizes.
  const unit = (n + d + N + 8) * Number.EPSILON;
  const lengths = Array.from({ length: n }, (_, k) => {
    let squares = 0;
    for (let j = 0; j < d; j++) squares += X.data[k * d + j]! * X.data[k * d + j]!;
    return Math.sqrt(squares);
  });
  let sizes = 0;
  for (let j = 0; j < N; j++) sizes += Math.abs(alpha[j]!);
  const value = loss.value(outputs, y) + beta * sizes;
  const slope = new Float64Array(n);
  loss.gradient(outputs, y, slope);
  const sensitivity = slope.reduce((sum, g, k) => sum + Math.abs(g) * lengths[k]! * sizes, value);
  const primal = value + unit * sensitivity;

  const room = direction.reduce((sum, entry, k) => sum + Math.abs(entry) * lengths[k]!, 0);
  const steepest = correlations.reduce((most, size) => Math.max(most, size), 0) + unit * room;
  const c = loss.dualScale(direction, y, beta / steepest);
  const scaled = direction.map((entry) => c * entry);
  const bound = -loss.conjugate(scaled, y);
  const terms = scaled.reduce(
    (sum, entry, k) => sum + Math.abs(entry) * (Math.abs(y[k]!) + Math.abs(entry)),
    0,
  );
  const dual = Math.max(0, bound - unit * (Math.abs(bound) + terms));
  const gap = primal - dual;
  return {
    primal,
    dual,
    relativeGap: gap === 0 ? 0 : gap / primal,
    q: scaled,
    correlations: correlations.map((size) => c * size),
  };
}
