// Newton's direction of a proximal step on stored features (proximalStep.ts), from the smaller of two systems.
import { engine, type Matrix, NotPositiveDefiniteError, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { kernels } from './kernels.ts';

const NEGLIGIBLE = 1e-6; // curvature, relative to the largest, of samples that the Newton matrix leaves out
const REGULARIZATION = 1e-13; // relative, of the diagonal of the Newton matrix

/**
 * `direction` <- -(I - Phi_A' W^-1 Phi_A H) (z - outputs) with W = I / sigma + Phi_A H Phi_A', Phi_A the `active` rows and H
 * the curvature of the loss: in terms of z the direction -(H^-1 + sigma Phi_A' Phi_A)^-1 (z - outputs) of q. Returns the
 * slope of the dual objective along it. Cost: n' r min(n', r) flops for r rows and n' samples whose curvature counts.
 */
export function newtonDirection(
  rows: Matrix,
  active: readonly number[],
  curvature: Float64Array,
  z: Float64Array,
  outputs: Float64Array,
  sigma: number,
  direction: Float64Array,
): number {
  const n = rows.cols;
  const least = NEGLIGIBLE * curvature.reduce((most, value) => Math.max(most, value), 0);
  const samples: number[] = [];
  for (let k = 0; k < n; k++) if (curvature[k]! > least) samples.push(k);
  combineFeatures(rows, active, multipliers(rows, active, samples, curvature, z, outputs, sigma), direction);
  let slope = 0;
  for (let k = 0; k < n; k++) {
    const rest = z[k]! - outputs[k]!;
    direction[k]! -= rest;
    slope += curvature[k]! * direction[k]! * rest;
  }
  return slope;
}

/** W^-1 Phi_A H (z - outputs) = W^-1 G b = G (I / sigma + G' G)^-1 b for G = Phi_A H^(1/2), on the given samples. */
function multipliers(
  rows: Matrix,
  active: readonly number[],
  samples: readonly number[],
  curvature: Float64Array,
  z: Float64Array,
  outputs: Float64Array,
  sigma: number,
): Float64Array {
  const { syrk, trsv, gemv } = engine();
  using arena = new Arena();
  const [r, c] = [active.length, samples.length];
  const roots = arena.float64(c);
  const b = arena.float64(c);
  samples.forEach((k, place) => {
    roots[place] = Math.sqrt(curvature[k]!);
    b[place] = roots[place]! * (z[k]! - outputs[k]!);
  });
  const G = zeros(arena, r, c);
  const [rowNumbers, sampleNumbers] = [arena.int32(r), arena.int32(c)];
  rowNumbers.set(active);
  sampleNumbers.set(samples);
  kernels.gatherWeighted(
    ...([r, rowNumbers.byteOffset, c, sampleNumbers.byteOffset, roots.byteOffset] as const),
    ...([rows.cols, rows.data.byteOffset, G.data.byteOffset] as const),
  );
  const wide = r <= c;
  const W = zeros(arena, Math.min(r, c), Math.min(r, c));
  const Gb = arena.float64(r);
  if (wide) gemv(1, false, G, b, 0, Gb);
  syrk(1, !wide, G, 0, W);
  factorize(W, 1 / sigma);
  for (const transposed of [false, true]) trsv(transposed, W, wide ? Gb : b);
  if (!wide) gemv(1, false, G, b, 0, Gb);
  return Gb.slice();
}

/** W <- Cholesky factor of W + shift I, with as much more on the diagonal as rounding asks for. */
function factorize(W: Matrix, shift: number): void {
  const original = W.data.slice();
  for (let extra = REGULARIZATION; ; extra *= 100) {
    for (let e = 0; e < W.data.length; e += W.cols + 1) W.data[e] = W.data[e]! * (1 + extra) + shift;
    try {
      engine().cholesky(W);
      return;
    } catch (error) {
      if (!(error instanceof NotPositiveDefiniteError) || extra > 1) throw error;
      W.data.set(original);
    }
  }
}

/** y <- sum over i of weights_i times row `chosen[i]`; y (n) on the kernels' memory. */
export function combineFeatures(
  rows: Matrix,
  chosen: readonly number[],
  weights: Float64Array,
  y: Float64Array,
): void {
  using arena = new Arena();
  const numbers = arena.int32(chosen.length);
  const factors = arena.float64(chosen.length);
  numbers.set(chosen);
  factors.set(weights);
  kernels.combineRows(
    ...([chosen.length, numbers.byteOffset, factors.byteOffset] as const),
    ...([rows.cols, rows.data.byteOffset, y.byteOffset] as const),
  );
}
