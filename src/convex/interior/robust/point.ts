// The variables of the robust interior-point method, a step of them, and where it starts.
import { zeros } from '../../../linalg/index.ts';
import type { Arena } from '../../../wasm/arena.ts';
import type { Splitting } from '../../robustSplitting.ts';
import { longestNormStep, type NormPoint, type NormStep, normGap } from '../normCones.ts';
import { longestRow } from '../residuals.ts';
import { move, productAlong, toZero } from '../stepRules.ts';
import { type Constraints, coimage, type Pairs, pairsOf, type Variables, variablesOf } from './pairs.ts';
import type { RobustTerm, Which } from './term.ts';

const SIZE = 3; // of the blocks, over the size that fits the targets: .3 to 30 differ by a few iterations

export interface RobustPoint {
  readonly x: Variables;
  /** Its u is that of x. */
  readonly norms: NormPoint;
  readonly s: Pairs;
  readonly lambda: Pairs;
  readonly term: RobustTerm;
}

export interface RobustStep {
  readonly x: Variables;
  /** Its du is that of x. */
  readonly norms: NormStep;
  readonly ds: Pairs;
  readonly dLambda: Pairs;
  readonly which: Which;
}

export function zeroStep(arena: Arena, splitting: Splitting, which: Which): RobustStep {
  const x = variablesOf(arena, splitting);
  const norms = { du: x.u, dt: new Float64Array(x.u.rows), dp: zeros(arena, x.u.rows, x.u.cols) };
  return { x, norms, ds: pairsOf(splitting), dLambda: pairsOf(splitting), which };
}

/** Blocks of 0, with bounds, slacks and norms of one size, all pairs nearly on the central path. Cost: one `coimage`. */
export function startingPoint(arena: Arena, constraints: Constraints, term: RobustTerm): RobustPoint {
  const { splitting } = constraints;
  const { X, y, beta, loss } = splitting.problem;
  const x = variablesOf(arena, splitting);
  const [s, lambda] = [pairsOf(splitting), pairsOf(splitting)];
  const fitted = loss.labels ? X.rows : y.reduce((sum, value) => sum + value * value, 0) || 1;
  const squares = splitting.rows.reduce((sum, row) => sum + 1 / (row * row), 0);
  const size = SIZE * Math.sqrt(fitted / squares);
  coimage(constraints, lambda, term.q, term.pressure, x);
  const rho = Math.max(beta, longestRow(x.u));
  x.u.data.fill(0);
  x.a.data.fill(size);
  x.t.data.fill(size);
  s.all.fill(size);
  lambda.all.fill(rho / X.rows);
  term.centre((rho * size) / X.rows);
  const norms = {
    u: x.u,
    t: new Float64Array(x.u.rows).fill(size),
    p: zeros(arena, x.u.rows, x.u.cols),
    radius: new Float64Array(x.u.rows).fill(rho),
  };
  return { x, norms, s, lambda, term };
}

/** Complementarity pairs. */
export const countPairs = ({ s, norms, term }: RobustPoint): number =>
  s.all.length + norms.t.length + term.pairs * term.q.length;

/** Sum over the pairs after `length` times the step. */
export const gapAlong = (
  { norms, s, lambda, term }: RobustPoint,
  { norms: change, ds, dLambda, which }: RobustStep,
  beta: number,
  length: number,
): number =>
  term.gap(which, length) +
  normGap(norms, change, beta, length) +
  productAlong(s.all, ds.all, lambda.all, dLambda.all, length);

/** The longest step that keeps all pairs positive; infinite where there is no limit. */
export const longestStep = (
  { norms, s, lambda, term }: RobustPoint,
  { norms: change, ds, dLambda, which }: RobustStep,
  beta: number,
): number =>
  Math.min(
    term.longest(which),
    longestNormStep(norms, change, beta),
    toZero(s.all, ds.all),
    toZero(lambda.all, dLambda.all),
  );

/** Moves a point by `length` times a step. */
export function advance(
  { x, norms, s, lambda, term }: RobustPoint,
  step: RobustStep,
  beta: number,
  length: number,
): void {
  for (const name of ['u', 'a', 't'] as const) move(x[name].data, step.x[name].data, length);
  move(norms.t, step.norms.dt, length);
  move(norms.p.data, step.norms.dp.data, length);
  for (let b = 0; b < norms.radius.length; b++) norms.radius[b]! += length * (beta - norms.radius[b]!);
  move(s.all, step.ds.all, length);
  move(lambda.all, step.dLambda.all, length);
  term.advance(step.which, length);
}
