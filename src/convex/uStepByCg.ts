// The u-step by preconditioned conjugate gradients, for programs whose n x n and dP x dP matrices are both too large.
import { engine, type Matrix, symmetricEigen, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { Problem } from './problem.ts';
import { inverseOfB, rowsOf, sumActive, type UStep, type Weights } from './uStep.ts';

const MOST_ROUNDS = 500;
const FLOOR = 1e-14; // relative to the right side: what rounding leaves

/**
 * Sums of blocks as in the direct systems. Differences a by conjugate gradients on blkdiag(B) + 2 tau^2 half' half,
 * from the a of the solve before. Samples are in about half of the patterns, so half' half is near N x X'X with
 * N_ij = (1/n) sum_k D_ik D_jk, whose eigenvalues are one large and many small ones: the preconditioner takes the large
 * one and the mean of the others, so B^-1 with two other sigmas. Cost: 2 n d^2 + 4 d^3 before; 4 d^2 P a solve and
 * 4 n d P + 4 d^2 P a round.
 */
export function conjugateGradients(arena: Arena, problem: Problem, weights: Weights): UStep {
  const { X, patterns } = problem;
  const { active } = patterns;
  const { sigma, tau } = weights;
  const { gemm } = engine();
  const [P, n, d] = [active.rows, X.rows, X.cols];
  const spectrum = overlapSpectrum(arena, active);
  const inverse = inverseOfB(arena, X, sigma);
  const stiffness = (share: number) => Math.sqrt(sigma * sigma + 2 * tau * tau * share);
  const onTop = inverseOfB(arena, X, stiffness(spectrum.largest));
  const onRest = inverseOfB(arena, X, stiffness(spectrum.rest));
  const [sum, a, residual, scaled, direction, image] = Array.from({ length: 6 }, () =>
    zeros(arena, P, d),
  ) as [Matrix, Matrix, Matrix, Matrix, Matrix, Matrix];
  const top = zeros(arena, 1, d);
  const topScaled = zeros(arena, 1, d);
  const sides = zeros(arena, P, n);
  const q = arena.float64(n);

  /** out <- (blkdiag(B) + 2 tau^2 half' half) A. */
  const multiply = (A: Matrix, out: Matrix): void => {
    gemm(1, false, A, true, X, 0, sides);
    sumActive(active, sides, q);
    const [own, shared] = [sigma * sigma, 2 * tau * tau];
    for (let i = 0, e = 0; i < P; i++)
      for (let k = 0; k < n; k++, e++)
        sides.data[e] = own * sides.data[e]! + shared * active.data[e]! * q[k]!;
    out.data.set(A.data);
    gemm(1, false, sides, false, X, 1, out);
  };

  /** out <- the preconditioner's inverse times A: the part along the top eigenvector apart from the rest. */
  const precondition = (A: Matrix, out: Matrix): void => {
    gemm(1, true, spectrum.vector, false, A, 0, top);
    gemm(1, false, top, false, onTop, 0, topScaled);
    gemm(-1, false, top, false, onRest, 1, topScaled);
    gemm(1, false, A, false, onRest, 0, out);
    gemm(1, false, spectrum.vector, false, topScaled, 1, out);
  };

  return {
    name: 'conjugate gradients',
    solve(R, error) {
      const half = P * d;
      const [difference, shared] = [rowsOf(R, 0, P), rowsOf(R, P, P)];
      for (let e = 0; e < half; e++) {
        sum.data[e] = R.data[e]! + R.data[half + e]!;
        difference.data[e]! -= R.data[half + e]!;
      }
      gemm(1, false, sum, false, inverse, 0, shared);

      precondition(difference, scaled);
      const least = FLOOR * Math.sqrt(Math.max(0, product(difference, scaled)));
      // The error of the blocks is half that of both differences, so that of (u, sigma G u, tau F u) is smaller by sqrt(2).
      const enough = Math.max(Math.SQRT2 * error, least);
      multiply(a, image);
      for (let e = 0; e < half; e++) residual.data[e] = difference.data[e]! - image.data[e]!;
      precondition(residual, scaled);
      let energy = product(residual, scaled);
      direction.data.set(scaled.data);
      for (let round = 0; round < MOST_ROUNDS && Math.sqrt(energy) > enough; round++) {
        multiply(direction, image);
        const curvature = product(direction, image);
        if (!(curvature > 0)) break;
        const length = energy / curvature;
        for (let e = 0; e < half; e++) {
          a.data[e]! += length * direction.data[e]!;
          residual.data[e]! -= length * image.data[e]!;
        }
        precondition(residual, scaled);
        const before = energy;
        energy = product(residual, scaled);
        const turn = energy / before;
        for (let e = 0; e < half; e++) direction.data[e] = scaled.data[e]! + turn * direction.data[e]!;
      }
      for (let e = 0; e < half; e++) {
        const [x, c] = [a.data[e]!, shared.data[e]!];
        R.data[e] = (c + x) / 2;
        R.data[half + e] = (c - x) / 2;
      }
    },
  };
}

/** Largest eigenvalue of N_ij = (1/n) sum_k D_ik D_jk with its unit vector (P x 1), and the mean of the others. */
function overlapSpectrum(arena: Arena, active: Matrix) {
  using scratch = new Arena();
  const { syrk } = engine();
  const P = active.rows;
  const N = zeros(scratch, P, P);
  syrk(1 / active.cols, false, active, 0, N);
  const { values, vectors } = symmetricEigen(N);
  const vector = zeros(arena, P, 1);
  vector.data.set(vectors[P - 1]!);
  const largest = values[P - 1]!;
  let rest = 0;
  for (let i = 0; i < P - 1; i++) rest += values[i]! / (P - 1);
  return { largest, rest, vector };
}

function product(A: Matrix, B: Matrix): number {
  let sum = 0;
  for (let e = 0; e < A.data.length; e++) sum += A.data[e]! * B.data[e]!;
  return sum;
}
