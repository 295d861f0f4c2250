// The ReLU network of a convex solution, and the non-convex problem it solves (fact sheet, sections 1 and 2).
import { asMatrix, engine, fromRows, type MatrixLike, ShapeError, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { NetworkProblem } from './problem.ts';

/** x -> sum over j of alpha_j max(0, <u_j, x>). */
export interface Network {
  /** Hidden weights u_j as rows, m x d row-major. */
  readonly hidden: Float64Array;
  /** Output weights alpha_j, m. */
  readonly output: Float64Array;
  /** Input features. */
  readonly d: number;
}

/**
 * The network of blocks v_1..v_P, w_1..w_P (2P x d row-major): u = v / sqrt ||v||, alpha = sqrt ||v||, and alpha < 0 for
 * w; zero blocks give no neuron. Where the blocks satisfy their constraints, its objective (NC) is the convex one.
 */
export function recover(blocks: Float64Array, d: number): Network {
  const count = blocks.length / d;
  const hidden: number[] = [];
  const output: number[] = [];
  for (let b = 0; b < count; b++) {
    const block = blocks.subarray(b * d, (b + 1) * d);
    const length = Math.sqrt(block.reduce((sum, value) => sum + value * value, 0));
    if (length === 0) continue;
    const root = Math.sqrt(length);
    for (const value of block) hidden.push(value / root);
    output.push(b < count / 2 ? root : -root);
  }
  return { hidden: Float64Array.from(hidden), output: Float64Array.from(output), d };
}

/** Outputs on the rows of X (n x d), n. Cost: 2 n m d flops. Errors: `ShapeError`. */
export function predict({ hidden, output, d }: Network, X: MatrixLike): Float64Array {
  using arena = new Arena();
  const rows = asMatrix(arena, X);
  if (rows.cols !== d)
    throw new ShapeError(`X has ${rows.cols} features but the network was trained on ${d}`);
  const weights = fromRows(arena, { rows: output.length, cols: d, data: hidden });
  const Y = zeros(arena, output.length, rows.rows); // m x n
  engine().gemm(1, false, weights, true, rows, 0, Y);
  const z = new Float64Array(rows.rows);
  for (let j = 0, e = 0; j < Y.rows; j++)
    for (let k = 0; k < Y.cols; k++, e++) if (Y.data[e]! > 0) z[k]! += output[j]! * Y.data[e]!;
  return z;
}

/** (NC): l(outputs, y) + (beta / 2) sum over j of (||u_j||^2 + alpha_j^2). The patterns play no part. */
export function networkObjective({ X, y, loss, beta }: NetworkProblem, network: Network): number {
  let squares = 0;
  for (const weight of network.hidden) squares += weight * weight;
  for (const weight of network.output) squares += weight * weight;
  return loss.value(predict(network, X), y) + (beta / 2) * squares;
}
