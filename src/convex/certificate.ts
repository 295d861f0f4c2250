// Bounds on the optimal value that hold whatever produced the point: an objective after repair, and a dual value.
// Nothing here is shared with the solvers but the losses.
import { conesOf } from './cone.ts';
import { CLOSE, type DualPoint, lowerBound } from './dualBound.ts';
import { checkShapes, dualPoints } from './dualPoint.ts';
import { dualStep } from './dualStep.ts';
import { globalBound } from './globalBound.ts';
import { interiorDirection } from './margin.ts';
import type { Problem } from './problem.ts';
import { repair, upperBound } from './repair.ts';
import type { Candidate } from './solver.ts';
import { spectralBound } from './spectralBound.ts';

export interface Certificate {
  /** Objective of `blocks`, which satisfy all constraints: the optimal value is not above it. */
  readonly primal: number;
  /** The optimal value over the patterns is not below it. */
  readonly dual: number;
  /** No ReLU network of any width costs less (in robust programs: its worst loss over the ball counts). */
  readonly globalDual: number;
  /** (primal - dual) / primal; 0 where both are 0. */
  readonly relativeGap: number;
  /** `global` where `dual` bounds all networks too: standard and gated programs over all patterns. */
  readonly scope: 'patterns' | 'global';
  /** The point after repair, 2P x d row-major. */
  readonly blocks: Float64Array;
  /** Largest violation of a constraint before repair, for unit rows of X. */
  readonly violation: number;
  /** The point that gives `dual`: q (n) and the multipliers eta (2P x n row-major) of the constraints G u >= 0; poor ones
   * may be worth less than `globalDual`, which then is `dual` as well. */
  readonly q: Float64Array;
  readonly eta: Float64Array;
  /** Robust programs: perturbations of X, n x d row-major, and pressures p >= |q|, see `DualPoint`; else empty and |q|. */
  readonly shift: Float64Array;
  readonly pressure: Float64Array;
}

const STEPS = 2; // on the dual; a third one brings nothing
const WORTH = 0.3; // share of the gap that a step has to close for another one
const EFFORT = 1e9; // flops for the multipliers of each dual point: about a second
const INTERIOR_EFFORT = 2e9; // flops for the interior directions of all patterns

/** Certificate of one candidate, see `certifier`, which is faster for many of one problem. */
export const certify = (problem: Problem, candidate: Candidate): Certificate => certifier(problem)(candidate);

/**
 * Certificates of points of a problem, which keeps what they share. Any numbers are taken: bad ones give wide bounds.
 *
 * Primal: each block outside its cone is moved along the cone's interior direction until it lies inside (set to zero where
 * there is none), alone or with the other block of its pattern, whichever costs less. Dual: q is moved towards the domain of the conjugate, multipliers and shift to where they are allowed
 * (a shift that is not given is the worst one of the repaired blocks). Blocks whose norm limits the scale of q get the best
 * multipliers, from `eta` on where that is given, and q the best scale; near the optimum q then takes a step after which the
 * bound is off by the square of its error (`dualStep`). Rounding is estimated to first order and widens both bounds.
 *
 * Cost: n d min(n, d) flops for the first one; then 5 n d per block, an interior direction per pattern of which a block is
 * outside for the first time, and non-negative least squares for the blocks that limit the dual. Errors: `ShapeError`.
 */
export function certifier(problem: Problem): (candidate: Candidate) => Certificate {
  const { X, patterns, radius } = problem;
  const cones = conesOf(problem);
  const directions = new Map<number, Float64Array | undefined>();
  const interior = (i: number): Float64Array | undefined => {
    if (!directions.has(i))
      directions.set(i, interiorDirection(cones[i]!, { flops: INTERIOR_EFFORT / cones.length }));
    return directions.get(i);
  };
  const size = spectralBound(X);
  return (candidate) => {
    checkShapes(problem, candidate);
    const { violation, blocks: apart, together } = repair(cones, candidate.blocks, interior);
    const [ways, reaches] = [
      [apart, together ?? apart],
      [new Float64Array(X.rows), new Float64Array(X.rows)],
    ];
    const values = ways.map((blocks, way) => upperBound(problem, blocks, reaches[way]!));
    const cheaper = values[1]! < values[0]! ? 1 : 0;
    const [blocks, reach, primal] = [ways[cheaper]!, reaches[cheaper]!, values[cheaper]!];
    const boundOf = (point: DualPoint) => lowerBound(problem, cones, point, primal, { flops: EFFORT });
    let bound = dualPoints(problem, candidate, blocks, reach)
      .map(boundOf)
      .reduce((best, other) => (other.dual > best.dual ? other : best));
    for (let step = 0; step < STEPS && primal - bound.dual < CLOSE * primal; step++) {
      const next = boundOf(dualStep(problem, cones, bound, blocks));
      const closed = (next.dual - bound.dual) / (primal - bound.dual);
      if (closed > 0) bound = next;
      if (!(closed > WORTH)) break;
    }
    const complete = patterns.complete && radius === 0;
    const { q, eta, shift, pressure } = bound;
    const overAll = globalBound(problem, bound, size);
    const dual = Math.max(bound.dual, overAll);
    return {
      primal,
      dual,
      globalDual: complete ? dual : overAll,
      relativeGap: relativeGap(primal, dual),
      scope: complete ? 'global' : 'patterns',
      blocks,
      violation,
      q,
      eta,
      shift,
      pressure,
    };
  };
}

/** The lower objective with the higher bounds of two certificates of one problem. */
export function combine(one: Certificate, other: Certificate): Certificate {
  const { primal, blocks, violation } = other.primal < one.primal ? other : one;
  const better = other.dual > one.dual ? other : one;
  return {
    ...better,
    primal,
    globalDual: Math.max(one.globalDual, other.globalDual),
    relativeGap: relativeGap(primal, better.dual),
    blocks,
    violation,
  };
}

const relativeGap = (primal: number, dual: number): number =>
  primal === dual ? 0 : primal < Infinity ? (primal - dual) / primal : 1;
