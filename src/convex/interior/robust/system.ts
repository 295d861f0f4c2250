// The equations of a Newton step for a robust program, (H + A' W A) x = right side with A the constraints of `Pairs` and W their
// weights: bounds are eliminated block by block (`AbsoluteBlock`), and a dense system over the blocks remains.
import { engine, type Matrix, row, zeros } from '../../../linalg/index.ts';
import { Arena } from '../../../wasm/arena.ts';
import { patternMatrix } from '../../patternMatrix.ts';
import type { Splitting } from '../../robustSplitting.ts';
import { type NormScaling, normCurvature } from '../normCones.ts';
import {
  type AbsoluteBlock,
  absoluteBlock,
  eliminateBounds,
  reduceRight,
  solveForBounds,
} from './absoluteBlock.ts';
import type { Pairs, Variables } from './pairs.ts';
import type { RobustEquation } from './term.ts';

const REGULARIZATION = 1e-14; // relative, of the diagonal

export interface RobustNewtonSystem {
  readonly splitting: Splitting;
  readonly cones: readonly AbsoluteBlock[];
  readonly parts: readonly AbsoluteBlock[];
  /** Cholesky factor, 2Pd x 2Pd. */
  readonly factor: Matrix;
}

/**
 * Factors for the curvatures of the norms, the weights of the constraints and the equations of the loss. Memory: (2Pd)^2
 * doubles, and n d for each block until `arena` is released. Cost: (2Pd)^3 / 3 + 2 n d^2 P + G P^2 d^2 / 2 flops. Errors:
 * `NotPositiveDefiniteError`, `OutOfMemoryError`.
 */
export function robustNewtonSystem(
  arena: Arena,
  splitting: Splitting,
  scaling: NormScaling,
  weights: Pairs,
  { sigma, omega, kappa }: RobustEquation,
): RobustNewtonSystem {
  using scratch = new Arena();
  const { problem, active, groups, width, rows } = splitting;
  const { X, radius } = problem;
  const [P, n, d] = [active.rows, X.rows, X.cols];
  const { syrk } = engine();
  const everyone = Array.from({ length: n }, (_, k) => k);
  const members = Map.groupBy(everyone, (k) => groups.of[k]!);
  const blank = absoluteBlock(scratch, n, d, width, radius);
  const fresh = (): AbsoluteBlock => ({
    ...blank,
    tilt: new Float64Array(width),
    total: new Float64Array(width),
    pull: new Float64Array(d),
  });
  const curved = zeros(scratch, n, d);
  const curvature = zeros(scratch, d, d);
  const [cones, parts]: [AbsoluteBlock[], AbsoluteBlock[]] = [[], []];
  const ofBlock = (part: Float64Array, b: number, size: number) => part.subarray(b * size, (b + 1) * size);

  const factor = patternMatrix(
    arena,
    groups.columns,
    d,
    (g, out) => {
      const own = members.get(g)!;
      parts.push(
        eliminateBounds(
          fresh(),
          X,
          own,
          sigma,
          omega,
          ofBlock(weights.above, g, width),
          ofBlock(weights.below, g, width),
          out,
        ),
      );
      own.forEach((k, e) => {
        const root = Math.sqrt(kappa[k]!);
        for (let j = 0; j < d; j++) curved.data[e * d + j] = root * X.data[k * d + j]!;
      });
      syrk(1, true, { ...curved, rows: own.length, data: curved.data.subarray(0, own.length * d) }, 1, out);
    },
    (b, out) => {
      const signs = Float64Array.from(row(active, b % P), (on) => 2 * on - 1);
      const w = ofBlock(weights.cone, b, n).map((weight, k) => weight * rows[k]! * rows[k]!);
      cones.push(
        eliminateBounds(
          fresh(),
          X,
          everyone,
          signs,
          w,
          ofBlock(weights.up, b, width),
          ofBlock(weights.down, b, width),
          out,
        ),
      );
      normCurvature(scaling, b, curvature);
      for (let e = 0; e < out.data.length; e++) out.data[e]! += curvature.data[e]!;
    },
  );
  for (let e = 0; e < factor.rows; e++) factor.data[e * (factor.rows + 1)]! *= 1 + REGULARIZATION;
  engine().cholesky(factor);
  return { splitting, cones, parts, factor };
}

/** x <- the solution, from its right side. Cost: 2 (2Pd)^2 + 8 G d P flops. */
export function solveRobustNewton(system: RobustNewtonSystem, x: Variables): void {
  const { splitting, cones, parts, factor } = system;
  const { columns } = splitting.groups;
  const [P, G, d] = [columns.rows, columns.cols, x.u.cols];
  const { trsv } = engine();
  const half = P * d;
  const sum = new Float64Array(d);
  for (let g = 0; g < G; g++) {
    sum.fill(0);
    reduceRight(parts[g]!, row(x.t, g), sum);
    for (let i = 0; i < P; i++)
      for (let j = 0; j < d && columns.data[i * G + g] === 1; j++) {
        x.u.data[i * d + j]! += sum[j]!;
        x.u.data[half + i * d + j]! -= sum[j]!;
      }
  }
  cones.forEach((cone, b) => {
    reduceRight(cone, row(x.a, b), row(x.u, b));
  });
  trsv(false, factor, x.u.data);
  trsv(true, factor, x.u.data);
  cones.forEach((cone, b) => {
    solveForBounds(cone, row(x.u, b), row(x.a, b));
  });
  for (let g = 0; g < G; g++) {
    sum.fill(0);
    for (let i = 0; i < P; i++)
      for (let j = 0; j < d && columns.data[i * G + g] === 1; j++)
        sum[j]! += x.u.data[i * d + j]! - x.u.data[half + i * d + j]!;
    solveForBounds(parts[g]!, sum, row(x.t, g));
  }
}
