// A square grid of points in the plane with a bias (E7, E8).
import type { Samples } from '../../convex/index.ts';

export interface SquareGrid {
  /** Offsets from the centre along either axis, `count`. */
  readonly along: number[];
  /** The points, row by row from below: count^2 x 3, the last column 1. */
  readonly X: Samples;
}

/** `count` points along each axis, over the square of half-side `side` around the centre. */
export function gridOf(centre: readonly [number, number], side: number, count: number): SquareGrid {
  const along = Array.from({ length: count }, (_, i) => side * ((2 * i) / (count - 1) - 1));
  const points = along.flatMap((up) => along.map((right) => [centre[0] + right, centre[1] + up, 1]));
  return { along, X: { rows: points.length, cols: 3, data: Float64Array.from(points.flat()) } };
}
