// Back-propagation on the non-convex problem (NC), block by block of samples (fact sheet, sections 1 and 8).
import { engine, type Matrix } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { kernels } from './kernels.ts';
import type { Loss } from './loss.ts';
import type { Network } from './network.ts';
import type { NetworkProblem } from './problem.ts';

/** Numbers in the shape of a network, in one vector. */
export interface Weights {
  /** W, then alpha. */
  readonly all: Float64Array;
  /** W, m x d. */
  readonly hidden: Matrix;
  /** alpha, m. */
  readonly output: Float64Array;
}

/** Zero weights of m neurons on d features. */
export function zeroWeights(arena: Arena, m: number, d: number): Weights {
  const all = arena.float64(m * d + m);
  return {
    all,
    hidden: { rows: m, cols: d, data: all.subarray(0, m * d), arena },
    output: all.subarray(m * d),
  };
}

export function loadWeights({ hidden, output }: Weights, network: Network): void {
  hidden.data.set(network.hidden);
  output.set(network.output);
}

/** A copy that outlives the arena. */
export const storeWeights = ({ hidden, output }: Weights): Network => ({
  hidden: Float64Array.from(hidden.data),
  output: Float64Array.from(output),
  d: hidden.cols,
});

/** Some samples, and the room that their pass takes. */
export interface Block {
  /** k x d. */
  readonly X: Matrix;
  readonly y: Float64Array;
  /** Preactivations, then slopes: m x k. */
  readonly Y: Matrix;
  /** Outputs, and slopes of the loss in them. */
  readonly z: Float64Array;
  readonly q: Float64Array;
}

/** Rows first..first + rows of X as a matrix on the same memory. */
export const rowsOf = ({ cols, data, arena }: Matrix, first: number, rows: number): Matrix => ({
  rows,
  cols,
  data: data.subarray(first * cols, (first + rows) * cols),
  arena,
});

// Preactivations of so many samples stay in the second-level cache at the usual widths, and a pass takes less than
// 50 ms at d = 3072 and width 240.
const ROWS = 256;

/** X and y cut into blocks, which share the room of the first one. Cost: m doubles per row of a block. */
export function blocksOf(arena: Arena, X: Matrix, y: Float64Array, m: number): Block[] {
  const most = Math.min(X.rows, ROWS);
  const [Y, z, q] = [arena.float64(m * most), arena.float64(most), arena.float64(most)];
  const blocks: Block[] = [];
  for (let first = 0; first < X.rows; first += most) {
    const rows = Math.min(most, X.rows - first);
    blocks.push({
      X: rowsOf(X, first, rows),
      y: y.subarray(first, first + rows),
      Y: { rows: m, cols: rows, data: Y.subarray(0, m * rows), arena },
      z: z.subarray(0, rows),
      q: q.subarray(0, rows),
    });
  }
  return blocks;
}

/** Y <- W X', z <- outputs, q <- slopes of the loss; returns whether the outputs are finite. Cost: 2 k m d flops. */
export function forward({ hidden, output }: Weights, { X, y, Y, z, q }: Block, loss: Loss): boolean {
  engine().gemm(1, false, hidden, true, X, 0, Y);
  const total = kernels.outputsOf(Y.rows, Y.cols, Y.data.byteOffset, output.byteOffset, z.byteOffset);
  loss.gradient(z, y, q);
  return Number.isFinite(total);
}

/**
 * After `forward`: gradient <- keep gradient + scale (gradient of the block's loss); Y is overwritten. A preactivation
 * of 0 counts as inactive. Cost: 2 k m d flops.
 */
export function backward(
  { output }: Weights,
  { X, Y, q }: Block,
  scale: number,
  keep: number,
  gradient: Weights,
): void {
  const [from, to] = [Y.data.byteOffset, gradient.output.byteOffset];
  kernels.slopesOf(Y.rows, Y.cols, from, output.byteOffset, q.byteOffset, scale, keep, to);
  engine().gemm(scale, false, Y, false, X, keep, gradient.hidden);
}

/**
 * What a block of some of n samples counts in a step on `batch` of them, so that the sum over its blocks has the
 * gradient of the whole loss as its mean: the hinge is a mean over the samples of a block, the others are sums.
 */
export const weightOf = (loss: Loss, block: Block, batch: number, n: number): number =>
  (loss.name === 'hinge' ? block.y.length : n) / batch;

/** Gradient of (NC) in the shape of the network; a preactivation of 0 counts as inactive. Cost: 4 n m d flops. */
export function networkGradient({ X, y, loss, beta }: NetworkProblem, network: Network): Network {
  using arena = new Arena();
  const m = network.output.length;
  const [weights, gradient] = [zeroWeights(arena, m, network.d), zeroWeights(arena, m, network.d)];
  loadWeights(weights, network);
  gradient.all.set(weights.all.map((weight) => beta * weight));
  for (const block of blocksOf(arena, X, y, m)) {
    forward(weights, block, loss);
    backward(weights, block, weightOf(loss, block, X.rows, X.rows), 1, gradient);
  }
  return storeWeights(gradient);
}
