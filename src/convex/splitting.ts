// The splitting of the accelerated ADMM: copies (v, s, z) of what u gives,
//   u = v,   sigma G u = sigma s,   tau F u = tau z;   min l(z, y) + beta sum ||v_b|| + [s >= 0].
// Scaled ADMM with over-relaxation is the iteration of Douglas and Rachford in one point t = copies + multipliers
// (Eckstein and Bertsekas 1992): w = prox(t), x = the u-step at 2 w - t, t <- t + alpha (x - w); multipliers t - w.
import { engine, type Matrix } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { kernels } from './kernels.ts';
import { shrinkRows } from './operators.ts';
import type { Problem } from './problem.ts';
import type { UStep, Weights } from './uStep.ts';

/** A point (v, sigma s, tau z) of the splitting, as one vector and in parts. */
export interface Point {
  readonly all: Float64Array;
  /** 2P x d. */
  readonly blocks: Matrix;
  /** 2P x n; without rows in a gated program, which has no constraints. */
  readonly slacks: Matrix;
  /** n. */
  readonly outputs: Float64Array;
}

export interface Splitting extends Weights {
  readonly problem: Problem;
  readonly uStep: UStep;
  /** w of the last step: v (2P x d) and tau z (n); of the slacks it is max(0, t). */
  readonly v: Matrix;
  readonly z: Float64Array;
  readonly blockWork: Matrix;
  readonly slackWork: Matrix;
  readonly outputWork: Float64Array;
}

/** A zero point. */
export function point(arena: Arena, { X, patterns, gated }: Problem): Point {
  const [blocks, n, d] = [2 * patterns.active.rows, X.rows, X.cols];
  const rows = gated ? 0 : blocks;
  const all = arena.float64(blocks * d + rows * n + n);
  const [first, second] = [blocks * d, blocks * d + rows * n];
  return {
    all,
    blocks: { rows: blocks, cols: d, data: all.subarray(0, first), arena },
    slacks: { rows, cols: n, data: all.subarray(first, second), arena },
    outputs: all.subarray(second),
  };
}

/** v and z of the splitting <- w = prox(t) at a penalty: max(0, t) of the slacks stays as it is. Cost: of the loss, once. */
export function prox({ problem, tau, v, z }: Splitting, t: Point, rho: number): void {
  const { loss, y, beta } = problem;
  shrinkRows(t.blocks, beta / rho, v);
  for (let k = 0; k < y.length; k++) z[k] = t.outputs[k]! / tau;
  loss.prox(z, y, 1 / (rho * tau * tau), z);
  for (let k = 0; k < y.length; k++) z[k]! *= tau;
}

/**
 * f <- x - w, which is 0 at a solution: w as `prox` left it, x = (u, sigma G u, tau F u) nearest to 2 w - t, which is |t|
 * for the slacks. Cost: 8 n d P flops and the u-step, whose error is to be about `error`.
 */
export function toRange(splitting: Splitting, t: Point, error: number, f: Point): void {
  const { problem, sigma, tau, uStep, v, z, blockWork, slackWork, outputWork } = splitting;
  const { X, patterns } = problem;
  const { active } = patterns;
  const { gemm } = engine();
  const [P, n] = [active.rows, X.rows];
  const mask = active.data.byteOffset;
  const slacks = problem.gated ? 0 : t.slacks.data.byteOffset;

  // u <- (I + sigma^2 G'G + tau^2 F'F)^-1 (2 v - t + sigma G' |t| + tau F' (2 tau z - t))
  for (let k = 0; k < n; k++) outputWork[k] = tau * (2 * z[k]! - t.outputs[k]!);
  kernels.pulls(P, n, sigma, mask, slacks, outputWork.byteOffset, slackWork.data.byteOffset);
  for (let e = 0; e < v.data.length; e++) blockWork.data[e] = 2 * v.data[e]! - t.blocks.data[e]!;
  gemm(1, false, slackWork, false, X, 1, blockWork);
  uStep.solve(blockWork, error);
  gemm(1, false, blockWork, true, X, 0, slackWork);

  for (let e = 0; e < v.data.length; e++) f.blocks.data[e] = blockWork.data[e]! - v.data[e]!;
  const [sides, moves] = [slackWork.data.byteOffset, f.slacks.data.byteOffset];
  kernels.slackMoves(P, n, sigma, mask, slacks, sides, moves, outputWork.byteOffset);
  for (let k = 0; k < n; k++) f.outputs[k] = tau * outputWork[k]! - z[k]!;
}
