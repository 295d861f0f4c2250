// Solutions of a factorized `BlockSystem`.
import { engine, type Matrix, row } from '../../linalg/index.ts';
import { outputs, preactivations } from '../operators.ts';
import type { BlockSystem } from './blockSystem.ts';

/** R <- du and e <- dq, from r (2P x d) and e (m). Cost: 8 n d P + 8 d^2 P flops and a solve of the capacitance. */
export function solveSystem(system: BlockSystem, R: Matrix, D: Float64Array, e: Float64Array): void {
  const { blockWork, byOutputs } = system;
  blockWork.data.set(R.data);
  solveBlocks(system, blockWork);
  if (byOutputs) solveByOutputs(system, R, e);
  else solveByBlocks(system, R, D, e);
  solveBlocks(system, R);
}

/** T_b <- B_b^-1 T_b. */
function solveBlocks({ factors }: BlockSystem, T: Matrix): void {
  const { trsv } = engine();
  factors.forEach((L, b) => {
    trsv(false, L, row(T, b));
    trsv(true, L, row(T, b));
  });
}

/** e <- dq = (D + F B^-1 F')^-1 (F B^-1 r - e), R <- r - F' dq, from blockWork = B^-1 r. */
function solveByOutputs(system: BlockSystem, R: Matrix, e: Float64Array): void {
  const { samples, capacitance, slackWork, blockWork, outputWork } = system;
  const { rows, active } = samples;
  const { trsv, gemm } = engine();
  preactivations(rows, blockWork, slackWork);
  outputs(active, slackWork, outputWork);
  for (let k = 0; k < e.length; k++) e[k] = outputWork[k]! - e[k]!;
  trsv(false, capacitance, e);
  trsv(true, capacitance, e);
  maskedSum(active, e, slackWork);
  gemm(-1, false, slackWork, false, rows, 1, R);
}

/**
 * With c = B_v^-1 r_v - B_w^-1 r_w and V = [D_1 X .. D_P X]: the differences delta from
 * (S + V' D^-1 V) delta = S c + V' D^-1 e, then V' dq = S (c - delta), which does not suffer where D is small, and
 * e <- dq = D^-1 (V delta - e); R <- r - F' dq. blockWork = B^-1 r.
 */
function solveByBlocks(system: BlockSystem, R: Matrix, D: Float64Array, e: Float64Array): void {
  const { samples, parallel, capacitance, slackWork, blockWork, outputWork, differenceWork: delta } = system;
  const { rows, active } = samples;
  const { trsv, gemv, gemm } = engine();
  const half = delta.length;
  const upper = (M: Matrix): Matrix => ({
    ...M,
    rows: active.rows,
    data: M.data.subarray(0, M.data.length / 2),
  });
  const [c, deltas] = [upper(blockWork), { ...upper(blockWork), data: delta }];
  for (let j = 0; j < half; j++) c.data[j]! -= blockWork.data[half + j]!;
  for (let k = 0; k < e.length; k++) outputWork[k] = e[k]! / D[k]!;
  maskedSum(active, outputWork, slackWork);
  parallel.forEach((S, i) => {
    gemv(1, false, S, row(c, i), 0, row(deltas, i));
  });
  gemm(1, false, upper(slackWork), false, rows, 1, deltas);
  trsv(false, capacitance, delta);
  trsv(true, capacitance, delta);

  for (let j = 0; j < half; j++) blockWork.data[half + j] = c.data[j]! - delta[j]!;
  parallel.forEach((S, i) => {
    gemv(-1, false, S, row(blockWork, active.rows + i), 1, row(R, i));
    gemv(1, false, S, row(blockWork, active.rows + i), 1, row(R, active.rows + i));
  });
  blockWork.data.set(delta);
  blockWork.data.fill(0, half);
  preactivations(rows, blockWork, slackWork);
  outputs(active, slackWork, outputWork);
  for (let k = 0; k < e.length; k++) e[k] = (outputWork[k]! - e[k]!) / D[k]!;
}

/** Row b <- D_b q for v, -D_b q for w. */
function maskedSum(active: Matrix, q: Float64Array, S: Matrix): void {
  const half = active.data.length;
  for (let i = 0, e = 0; i < active.rows; i++)
    for (let k = 0; k < active.cols; k++, e++) {
      const value = active.data[e]! * q[k]!;
      S.data[e] = value;
      S.data[half + e] = -value;
    }
}
