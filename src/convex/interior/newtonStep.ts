// A step for given targets of the complementarities: the linear equations of a point and
//   eta ds + s dEta = slackTarget,   dp = A du - k,   F du - D dq = e
// with ds, dEta and dp eliminated (`BlockSystem`) and refined: the step's own dual equation is what a round corrects, so
// that it holds to rounding however large eta / s is.
import { type Matrix, zeros } from '../../linalg/index.ts';
import type { Arena } from '../../wasm/arena.ts';
import { orient, outputs, preactivations } from '../operators.ts';
import { type BlockSystem, blockSystem, factorize } from './blockSystem.ts';
import { addNormSteps, type NormScaling, type NormTarget, normScaling, scaleNorms } from './normCones.ts';
import type { Point, Step } from './point.ts';
import { addDual, images, longestRow, negate } from './residuals.ts';
import { solveSystem } from './solveSystem.ts';
import type { UnitSamples } from './unitSamples.ts';

const ROUNDS = 8; // at most; more than two only for the last digits of ill-conditioned problems

export interface NewtonWork {
  readonly system: BlockSystem;
  readonly scaling: NormScaling;
  /** eta / s, 2P x m. */
  readonly weights: Matrix;
  /** F' q - G' eta + p, 2P x d, and G u - s, 2P x m. */
  readonly dualResidual: Matrix;
  readonly slackResidual: Matrix;
  /** What a step is asked for; D and e as the loss gives them, m. */
  readonly slackTarget: Matrix;
  readonly normTarget: NormTarget;
  readonly D: Float64Array;
  readonly e: Float64Array;
  readonly slackWork: Matrix;
  readonly right: Matrix;
  readonly rightOutputs: Float64Array;
}

/** `constant`: as in `blockSystem`. */
export function newtonWork(arena: Arena, samples: UnitSamples, constant: boolean): NewtonWork {
  const { rows, active } = samples;
  const [P, m, d] = [active.rows, rows.rows, rows.cols];
  const blocks = () => zeros(arena, 2 * P, d);
  const slacks = () => zeros(arena, 2 * P, m);
  return {
    system: blockSystem(arena, samples, constant),
    scaling: normScaling(arena, 2 * P, d),
    weights: slacks(),
    dualResidual: blocks(),
    slackResidual: slacks(),
    slackTarget: slacks(),
    normTarget: { k: blocks(), c: new Float64Array(2 * P) },
    D: arena.float64(m),
    e: arena.float64(m),
    slackWork: slacks(),
    right: blocks(),
    rightOutputs: arena.float64(m),
  };
}

/** Residuals and scaling of a point, whose z is set to F u. Cost: 8 n d P flops. */
export function prepare(work: NewtonWork, { norms, s, eta, loss }: Point): void {
  const { system, dualResidual, slackResidual, slackWork, weights } = work;
  dualResidual.data.set(norms.p.data);
  addDual(system.samples, loss.q, eta, slackWork, dualResidual);
  images(system.samples, norms.u, slackResidual, loss.z);
  for (let f = 0; f < s.data.length; f++) {
    slackResidual.data[f]! -= s.data[f]!;
    weights.data[f] = eta.data[f]! / s.data[f]!;
  }
  scaleNorms(norms, work.scaling);
}

/** D and e for unit rows: q and z there are `lengths` times and a `lengths`th of the program's. */
export function toUnitRows({ system, D, e }: NewtonWork): void {
  const { lengths } = system.samples;
  for (let k = 0; k < D.length; k++) {
    D[k]! /= lengths[k]! * lengths[k]!;
    e[k]! /= lengths[k]!;
  }
}

/** Factors at the prepared point. Cost and errors: as `factorize`. */
export const factor = ({ system, scaling, weights, D }: NewtonWork): void =>
  factorize(system, scaling, weights, D);

/**
 * The step, but for the parts of the loss: from zero, again and again the solution for what the step still misses, until
 * ||F_b' q - G_b' eta + p_b|| after a whole step is at most `accuracy.dual` and an error of the outputs at most
 * `accuracy.outputs`. Cost: a few times 16 n d P + 8 d^2 P flops and a solve of the capacitance.
 */
export function newtonStep(
  work: NewtonWork,
  { s, eta }: Point,
  step: Step,
  accuracy: { readonly dual: number; readonly outputs: number },
): void {
  const { system, scaling, weights, slackTarget, slackResidual, slackWork, normTarget } = work;
  const { dualResidual, right, rightOutputs, D, e } = work;
  const { rows, lengths, active } = system.samples;
  const { norms, ds, dEta, loss } = step;
  norms.du.data.fill(0);
  norms.dt.set(normTarget.c);
  for (let j = 0; j < right.data.length; j++) norms.dp.data[j] = -normTarget.k.data[j]!;
  loss.dq.fill(0);
  ds.data.fill(0);
  for (let f = 0; f < s.data.length; f++)
    dEta.data[f] = (slackTarget.data[f]! - eta.data[f]! * slackResidual.data[f]!) / s.data[f]!;

  for (let round = 0; round < ROUNDS; round++) {
    for (let j = 0; j < right.data.length; j++) right.data[j] = dualResidual.data[j]! + norms.dp.data[j]!;
    addDual(system.samples, loss.dq, dEta, slackWork, right);
    negate(right);
    outputs(active, ds, rightOutputs); // of G du, which is X du where a sample is active
    for (let k = 0; k < e.length; k++)
      rightOutputs[k] = e[k]! - rightOutputs[k]! + D[k]! * lengths[k]! * loss.dq[k]!;
    if (round > 0 && longestRow(right) <= accuracy.dual && largest(rightOutputs, lengths) <= accuracy.outputs)
      break;
    solveSystem(system, right, D, rightOutputs);

    for (let j = 0; j < right.data.length; j++) norms.du.data[j]! += right.data[j]!;
    for (let k = 0; k < e.length; k++) loss.dq[k]! += rightOutputs[k]! / lengths[k]!;
    addNormSteps(scaling, right, norms);
    preactivations(rows, right, slackWork);
    orient(active, slackWork);
    for (let f = 0; f < s.data.length; f++) {
      ds.data[f]! += slackWork.data[f]!;
      dEta.data[f]! -= weights.data[f]! * slackWork.data[f]!;
    }
  }
  for (let f = 0; f < s.data.length; f++) ds.data[f]! += slackResidual.data[f]!;
}

/** max over k of |lengths_k values_k|. */
function largest(values: Float64Array, lengths: Float64Array): number {
  let most = 0;
  for (let k = 0; k < values.length; k++) most = Math.max(most, Math.abs(lengths[k]! * values[k]!));
  return most;
}
