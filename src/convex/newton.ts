// Newton's equations of the interior-point method with eta and p eliminated, q the gradient of the loss:
//   (F'F + blkdiag(B_b)) du = G' (mu / s) - F' q - beta u / t,
//   B_b = beta / t_b (I - (p_b u_b' + u_b p_b') / (2 (beta t_b - mu))) + G_b' diag(eta / s) G_b
import { engine, type Matrix, row } from '../linalg/index.ts';
import type { Interior, InteriorState } from './interior.ts';
import { addAdjoint, outputs, rowNorm } from './operators.ts';

const REGULARIZATION = 1e-15; // relative, of the diagonal of the matrix, which may be singular

/**
 * `blockWork` <- du and `normWork` <- dp at a state, towards the point of the path at mu; `slackWork` is overwritten.
 * Cost: (2dP)^3 / 3 + 2 n d^2 P flops. Errors: `NotPositiveDefiniteError`, `NotFiniteError`.
 */
export function newtonDirection(interior: Interior, state: InteriorState, mu: number): void {
  const { u, s, eta, p } = state;
  const {
    problem,
    rows,
    active,
    lengths,
    gram,
    normalWork,
    blockWork,
    normWork,
    slackWork,
    rowsWork,
    curvatureWork,
  } = interior;
  const { beta } = problem;
  const { syrk, cholesky, trsv } = engine();
  const d = u.cols;
  const t = Float64Array.from({ length: u.rows }, (_, b) => smoothedNorm(u, b, mu / beta));

  normalWork.data.set(gram.data);
  for (let b = 0; b < u.rows; b++) {
    // B_b = beta / t (I - (p u' + u p') / (2 beta (t - mu / beta))) + G_b' diag(eta / s) G_b
    for (let k = 0, e = b * rows.rows; k < rows.rows; k++, e++) {
      const weight = Math.sqrt(eta.data[e]! / s.data[e]!);
      for (let j = 0; j < d; j++) rowsWork.data[k * d + j] = weight * rows.data[k * d + j]!;
    }
    syrk(1, true, rowsWork, 0, curvatureWork);
    const [ub, pb] = [row(u, b), row(p, b)];
    const inner = 2 * (beta * t[b]! - mu);
    for (let i = 0; i < d; i++) {
      const place = (b * d + i) * normalWork.cols + b * d;
      for (let j = 0; j < d; j++) {
        const bend = (i === j ? 1 : 0) - (pb[i]! * ub[j]! + ub[i]! * pb[j]!) / inner;
        normalWork.data[place + j]! += curvatureWork.data[i * d + j]! + (beta / t[b]!) * bend;
      }
    }
  }
  for (let e = 0; e < normalWork.data.length; e += normalWork.cols + 1)
    normalWork.data[e]! *= 1 + REGULARIZATION;
  cholesky(normalWork);

  for (let e = 0; e < s.data.length; e++) slackWork.data[e] = mu / s.data[e]!;
  for (let e = 0; e < u.data.length; e++) blockWork.data[e] = (-beta * u.data[e]!) / t[Math.floor(e / d)]!;
  const q = lossGradient(interior, state);
  const scaled = lengths.map((length, k) => -length * q[interior.samples[k]!]!);
  addAdjoint(rows, active, slackWork, scaled, blockWork);
  trsv(false, normalWork, blockWork.data);
  trsv(true, normalWork, blockWork.data);

  // dp from the linearized t p = beta u, with the same symmetric bend
  for (let b = 0; b < u.rows; b++) {
    const [ub, pb, du, dp] = [row(u, b), row(p, b), row(blockWork, b), row(normWork, b)];
    const inner = 2 * (beta * t[b]! - mu);
    const [udu, pdu] = [dot(ub, du), dot(pb, du)];
    for (let j = 0; j < d; j++) {
      const bent = du[j]! - (pb[j]! * udu + ub[j]! * pdu) / inner;
      dp[j] = (beta / t[b]!) * (ub[j]! + bent) - pb[j]!;
    }
  }
}

/** t_b = m + sqrt(||u_b||^2 + m^2). */
export function smoothedNorm(u: Matrix, b: number, m: number): number {
  const length = rowNorm(u, b);
  return m + Math.sqrt(length * length + m * m);
}

/** Gradient of the loss at F u, n: the dual direction of the state. */
export function lossGradient(
  { problem, lengths, samples, active }: Interior,
  { s }: InteriorState,
): Float64Array {
  const scaled = new Float64Array(lengths.length);
  outputs(active, s, scaled); // G u and X u agree where a sample is active
  const z = new Float64Array(problem.X.rows);
  samples.forEach((sample, k) => {
    z[sample] = lengths[k]! * scaled[k]!;
  });
  problem.loss.gradient(z, problem.y, z);
  return z;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}
