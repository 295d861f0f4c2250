// Random hidden weights of sampled convex programs (fact sheet, section 4), and how many of them a theorem asks for.
import { type Matrix, row, ShapeError, zeros } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { log } from '../wasm/math.ts';

/**
 * N directions, uniform on the unit sphere in d dimensions, as rows (N x d), in the order in which they are drawn: more
 * of them from an equal stream continue fewer. Errors: `ShapeError`, `OutOfMemoryError`.
 */
export function sampleDirections(arena: Arena, count: number, d: number, source: Stream): Matrix {
  if (!(Number.isSafeInteger(count) && count > 0 && Number.isSafeInteger(d) && d > 0))
    throw new ShapeError(`${count} directions of ${d} entries were asked for: integers > 0 were expected`);
  const directions = zeros(arena, count, d);
  for (let j = 0; j < count; j++) source.fillSphere(row(directions, j));
  return directions;
}

/**
 * Smallest number of sampled patterns or directions for which the quality theorems hold on n samples:
 *   min( (n + 1) / (psi xi) - 1,  (2 / psi) (n + 1 - log xi) )
 * (fact sheet, sections 3 and 4, remembered; the bounds of the scenario approach with n + 1 variables). With probability
 * 1 - xi one more sample then lowers the optimal value with probability at most psi. Errors: `RangeError`.
 */
export function sampleCount(n: number, psi: number, xi: number): number {
  if (!(Number.isSafeInteger(n) && n > 0))
    throw new RangeError(`n is ${n}: a number of samples > 0 was expected`);
  for (const [name, value] of Object.entries({ psi, xi }))
    if (!(value > 0 && value <= 1))
      throw new RangeError(`${name} is ${value}: a probability in (0, 1] was expected`);
  return Math.ceil(Math.min((n + 1) / (psi * xi) - 1, (2 / psi) * (n + 1 - log(xi))));
}
