// Patterns of given directions, each with a direction inside its cone, from which an interior-point method can start.
import { engine, type Matrix, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { dot, nonNegativeLeastSquares, norm } from './nnls.ts';
import { patternKey } from './patterns.ts';

const NEAR = 1e-6; // cosine of a sample and a direction below which the direction lies at the sample's plane

/**
 * Distinct patterns of directions (d entries) on the rows of X (n x d) by their keys, in the order of the directions.
 * Directions at the border of their cone are moved inside; where the cone is flat, the pattern is left out. Cost:
 * 2 n d flops per direction.
 */
export function patternsAlong(X: Matrix, directions: readonly Float64Array[]): Map<string, Float64Array> {
  using arena = new Arena();
  const U = zeros(arena, directions.length, X.cols);
  directions.forEach((direction, j) => {
    U.data.set(direction, j * X.cols);
  });
  const Y = zeros(arena, U.rows, X.rows);
  engine().gemm(1, false, U, true, X, 0, Y);
  const samples = samplesOf(X);
  const found = new Map<string, Float64Array>();
  directions.forEach((direction, j) => {
    const key = patternKey(Y.data.subarray(j * X.rows, (j + 1) * X.rows));
    if (found.has(key)) return;
    const point = inside(samples, key, direction);
    if (point) found.set(key, point);
  });
  return found;
}

/** Rows of X without the zero ones, as unit vectors. */
export interface Samples {
  readonly units: readonly Float64Array[];
  /** Row of X, and its length. */
  readonly numbers: readonly number[];
  readonly lengths: readonly number[];
}

export function samplesOf(X: Matrix): Samples {
  const rows = Array.from({ length: X.rows }, (_, k) => X.data.slice(k * X.cols, (k + 1) * X.cols));
  const numbers = [...rows.keys()].filter((k) => norm(rows[k]!) > 0);
  const lengths = numbers.map((k) => norm(rows[k]!));
  return { units: numbers.map((k, i) => rows[k]!.map((value) => value / lengths[i]!)), numbers, lengths };
}

/** The unit rows of (2 D - I) X for the pattern D of a key. */
export const coneRows = ({ units, numbers }: Samples, key: string): Float64Array[] =>
  units.map((unit, i) => (key[numbers[i]!] === '1' ? unit : unit.map((value) => -value)));

/**
 * The unit direction u, which lies in the closed cone of the key, moved away from the planes it lies at; nothing where
 * there is no room between them.
 */
export function inside(samples: Samples, key: string, u: Float64Array): Float64Array | undefined {
  const length = norm(u);
  if (!(length > 0)) return undefined;
  const unit = u.map((value) => value / length);
  const cone = coneRows(samples, key);
  const margins = cone.map((row) => dot(row, unit));
  const near = cone.filter((_, i) => margins[i]! < NEAR);
  if (near.length === 0) return unit;
  // The shortest a with row' a >= 1 for these rows (Lawson and Hanson, chapter 23.4), then as far along a as half of
  // the way to the first of the other planes.
  const { residual } = nonNegativeLeastSquares(
    near.map((row) => Float64Array.from([...row, 1])),
    Float64Array.from([...unit.map(() => 0), 1]),
  );
  const scale = residual.at(-1)!;
  if (!(scale > 0)) return undefined;
  const inward = residual.slice(0, -1).map((value) => -value / scale);
  let step = 1;
  cone.forEach((row, i) => {
    const change = dot(row, inward);
    if (margins[i]! >= NEAR && change < 0) step = Math.min(step, -margins[i]! / change / 2);
  });
  const moved = unit.map((value, i) => value + step * inward[i]!);
  return cone.every((row) => dot(row, moved) > 0) ? moved : undefined;
}
