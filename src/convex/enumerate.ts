// All activation patterns of a few points: the cells of the hyperplanes x_k' a = 0, one hyperplane after the other.
// A new hyperplane cuts as many cells as the older ones have on it (deletion and restriction; Zaslavsky 1975).
import { type MatrixLike, toRows } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { type Patterns, patternCount, patternKey, patternsOf } from './patterns.ts';
import { readSamples } from './problem.ts';

type Vector = readonly number[];

const MOST = 100_000;
const PARALLEL = 1e-10; // sine of the angle below which two unit rows count as the same hyperplane

const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, j) => sum + value * b[j]!, 0);
const along = (a: Vector, factor: number, b: Vector): number[] => a.map((value, j) => value + factor * b[j]!);

/** The vector with length 1, or nothing if it is no longer than `least`. */
function unit(a: Vector, least: number): number[] | undefined {
  const length = Math.sqrt(dot(a, a));
  return length > least ? a.map((value) => value / length) : undefined;
}

/**
 * All patterns of the rows of X (n x d) whose cone has interior; a zero row is active in all of them. There are
 * 2 sum over k < r of C(n - 1, k) in general position (r the rank), else fewer. Cost: about n d per pattern and level of
 * recursion (r of them). Errors: `RangeError` for more than 100,000 patterns; `ShapeError`.
 */
export function enumeratePatterns(arena: Arena, X: MatrixLike): Patterns {
  using scratch = new Arena();
  const matrix = readSamples(scratch, X);
  const most = patternCount(matrix.rows, matrix.cols);
  if (most > MOST)
    throw new RangeError(
      `${matrix.rows} samples of ${matrix.cols} features have up to ${most} patterns, more than ${MOST}: sample some instead`,
    );
  const rows = toRows(matrix);
  const points = cells(rows, 0, new Array<number>(matrix.cols).fill(0));
  const found = new Map(points.map((point) => [patternKey(rows.map((row) => dot(row, point))), point]));
  if (found.size !== points.length || found.size > most)
    throw new RangeError(
      `${points.length} cells have ${found.size} patterns of at most ${most}: some rows of X are parallel to about ${PARALLEL}; round them`,
    );
  return { ...patternsOf(arena, found), complete: true };
}

/** A unit vector inside each cell of the hyperplanes orthogonal to `rows`; rows no longer than `least` have none. */
function cells(rows: readonly Vector[], least: number, origin: Vector): Vector[] {
  const normals: Vector[] = [];
  const sides = (point: Vector): string => patternKey(normals.map((normal) => dot(normal, point)));
  let points: Vector[] = [origin];
  for (const row of rows) {
    const normal = unit(row, least);
    if (normal === undefined) continue;
    const onPlane = normals.map((other) => along(other, -dot(other, normal), normal));
    if (onPlane.some((other) => unit(other, PARALLEL) === undefined)) continue;
    const cuts = new Map(cells(onPlane, PARALLEL, origin).map((cut) => [sides(cut), cut]));
    points = points.flatMap((point) => {
      const cut = cuts.get(sides(point));
      if (cut === undefined) return [point];
      // Off the plane on both sides, half as far as the nearest of the older planes.
      const room = normals.map((other) => Math.abs(dot(other, cut) / dot(other, normal)));
      const step = Math.min(1, ...room) / 2;
      return [step, -step].map((shift) => unit(along(cut, shift, normal), 0)!);
    });
    normals.push(normal);
  }
  return points;
}
