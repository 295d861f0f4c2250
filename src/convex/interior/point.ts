// The variables of the interior-point method, a step of them, and the duality gap between.
import { type Matrix, zeros } from '../../linalg/index.ts';
import type { Arena } from '../../wasm/arena.ts';
import type { LossPoint, LossStep, LossTerm } from './lossTerm.ts';
import { longestNormStep, type NormPoint, type NormStep, normGap } from './normCones.ts';
import { move, productAlong, toZero } from './stepRules.ts';

export interface Point {
  readonly norms: NormPoint;
  /** Slacks of G u >= 0 with unit rows, > 0, and their multipliers, > 0: 2P x m. */
  readonly s: Matrix;
  readonly eta: Matrix;
  readonly loss: LossPoint;
}

export interface Step {
  readonly norms: NormStep;
  readonly ds: Matrix;
  readonly dEta: Matrix;
  readonly loss: LossStep;
}

/** What a step of any kind is measured by. */
export interface Terms {
  readonly term: LossTerm;
  /** Targets of the m samples. */
  readonly y: Float64Array;
  readonly beta: number;
}

const parts = (arena: Arena, m: number, count: number) =>
  Array.from({ length: count }, () => arena.float64(m));

/** A point of zeros. */
export const zeroPoint = (arena: Arena, blocks: number, m: number, d: number, term: LossTerm): Point => ({
  norms: {
    u: zeros(arena, blocks, d),
    t: new Float64Array(blocks),
    p: zeros(arena, blocks, d),
    radius: new Float64Array(blocks),
  },
  s: zeros(arena, blocks, m),
  eta: zeros(arena, blocks, m),
  loss: { z: arena.float64(m), q: arena.float64(m), parts: parts(arena, m, term.parts) },
});

export const zeroStep = (arena: Arena, blocks: number, m: number, d: number, term: LossTerm): Step => ({
  norms: { du: zeros(arena, blocks, d), dt: new Float64Array(blocks), dp: zeros(arena, blocks, d) },
  ds: zeros(arena, blocks, m),
  dEta: zeros(arena, blocks, m),
  loss: { dq: arena.float64(m), parts: parts(arena, m, term.parts) },
});

/** Complementarity pairs of a point. */
export const pairsOf = ({ norms, s, loss }: Point, { term }: Terms): number =>
  s.data.length + norms.u.rows + term.pairs * loss.q.length;

/** Sum over all pairs after `length` times a step. */
export function gapAlong(
  { norms, s, eta, loss }: Point,
  step: Step,
  { term, y, beta }: Terms,
  length: number,
): number {
  const sum = term.gap(loss, y, step.loss, length) + normGap(norms, step.norms, beta, length);
  return sum + productAlong(s.data, step.ds.data, eta.data, step.dEta.data, length);
}

/** The longest step that keeps all pairs positive, at most 1 / `damping`. */
export function longestStep({ norms, s, eta, loss }: Point, step: Step, { term, y, beta }: Terms): number {
  return Math.min(
    term.longest(loss, y, step.loss),
    longestNormStep(norms, step.norms, beta),
    toZero(s.data, step.ds.data),
    toZero(eta.data, step.dEta.data),
  );
}

/** Moves a point by `length` times a step; z stays. */
export function advance(
  { norms, s, eta, loss }: Point,
  step: Step,
  { term, y, beta }: Terms,
  length: number,
): void {
  move(norms.u.data, step.norms.du.data, length);
  move(norms.t, step.norms.dt, length);
  move(norms.p.data, step.norms.dp.data, length);
  for (let b = 0; b < norms.radius.length; b++) norms.radius[b]! += length * (beta - norms.radius[b]!);
  move(s.data, step.ds.data, length);
  move(eta.data, step.dEta.data, length);
  term.advance(loss, y, step.loss, length);
}
