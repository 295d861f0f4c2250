// What a state of the accelerated ADMM says about the optimum: a row of the iteration table, a point to certify.
import { engine, row, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { AcceleratedAdmm, AcceleratedAdmmState } from './acceleratedAdmm.ts';
import { projectOntoCone } from './coneProjection.ts';
import { addAdjoint, outputs, preactivations, rowNorm, rowNorms } from './operators.ts';
import type { Candidate, IterationRow } from './solver.ts';
import { prox } from './splitting.ts';

/**
 * q = rho tau xi and eta = max(0, -rho sigma nu) from the multipliers t - w; right after the prox q is in the
 * subdifferential of the loss at z. `splitting` gets w.
 */
function duals({ splitting, problem }: AcceleratedAdmm, { point: t, rho }: AcceleratedAdmmState) {
  prox(splitting, t, rho);
  const { sigma, tau, z } = splitting;
  const q = Float64Array.from(z, (copy, k) => rho * tau * (t.outputs[k]! - copy));
  problem.loss.towardsDomain(q, problem.y, q); // which rounding may have left
  const eta = new Float64Array(2 * problem.patterns.active.data.length);
  for (let e = 0; e < t.slacks.data.length; e++) eta[e] = -rho * sigma * Math.min(0, t.slacks.data[e]!);
  return { q, eta };
}

/**
 * The objective of v, and its gap to the bound of its own duals. The multipliers say what the constraints that v violates
 * will cost, to first order; with that the gap is the certified one within about a factor of 3. Cost: 8 n d P flops.
 */
export function monitor(work: AcceleratedAdmm, state: AcceleratedAdmmState): IterationRow {
  const { problem, splitting } = work;
  const { X, y, loss, beta, gated, patterns } = problem;
  const { active } = patterns;
  const { q, eta } = duals(work, state);
  const { v, slackWork, blockWork } = splitting;
  const z = new Float64Array(X.rows);
  preactivations(X, v, slackWork);
  outputs(active, slackWork, z);
  const objective = loss.value(z, y) + beta * rowNorms(v);
  let violations = 0;
  for (let e = 0; e < eta.length && !gated; e++) {
    const side = (2 * active.data[e % active.data.length]! - 1) * slackWork.data[e]!;
    violations += eta[e]! * Math.max(0, -side);
  }

  for (let e = 0; e < eta.length; e++) slackWork.data[e] = -eta[e]!;
  blockWork.data.fill(0);
  addAdjoint(X, active, slackWork, q, blockWork); // F' q - G' eta
  let steepest = 0;
  for (let b = 0; b < blockWork.rows; b++) steepest = Math.max(steepest, rowNorm(blockWork, b));
  const c = loss.dualScale(q, y, beta / steepest);
  const scaled = q.map((entry) => c * entry);
  const dual = Math.max(0, -loss.conjugate(scaled, y));
  return {
    iteration: state.iteration,
    objective,
    primalResidual: violations / objective,
    dualResidual: Math.max(0, steepest / beta - 1),
    gap: (Math.abs(objective - dual) + 2 * violations) / objective,
  };
}

/**
 * The duals, and v with each block moved to the nearest point of its cone, which costs the objective 10 to 100 times less
 * than a move along an inner direction of the cone. Cost: a few times 2 n d flops and a small factor per block.
 */
export function candidate(work: AcceleratedAdmm, state: AcceleratedAdmmState): Candidate {
  const { problem, splitting, basis } = work;
  const { active } = problem.patterns;
  const { q, eta } = duals(work, state);
  const { v } = splitting;
  for (let b = 0; b < v.rows && !problem.gated; b++) {
    const multipliers = eta.subarray(b * active.cols, (b + 1) * active.cols);
    if (rowNorm(v, b) > 0) projectOntoCone(problem.X, row(active, b % active.rows), multipliers, row(v, b));
  }
  if (basis === undefined) return { blocks: v.data, q, eta };
  using scratch = new Arena();
  const blocks = zeros(scratch, v.rows, basis.cols);
  engine().gemm(1, false, v, false, basis, 0, blocks);
  return { blocks: Float64Array.from(blocks.data), q, eta };
}
