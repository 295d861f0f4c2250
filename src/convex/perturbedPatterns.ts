// Activation patterns of perturbed samples, for the robust programs (fact sheet, section 7; Algorithm 4.1 of the paper).
import { engine, type MatrixLike } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import { Arena } from '../wasm/arena.ts';
import { patternKey, patternsOf, type SampledPatterns } from './patterns.ts';
import { readSamples } from './problem.ts';

const REPEATS = 3000; // in a row, as of `samplePatterns`

export interface Perturbation {
  /** eps, the radius of the l_inf ball around every sample. */
  readonly radius: number;
  /** S: data sets that each direction meets, X itself and S - 1 with a corner of every ball in place of its centre. */
  readonly dataSets: number;
  /** The last column of X is the constant 1, which stays as it is; default false. */
  readonly bias?: boolean;
}

/**
 * `count` distinct patterns diag(1[(X + Delta) a >= 0]) of Gaussian directions a and random signs Delta = eps sgn(R), in
 * the order in which they were drawn. `draws` counts data sets met; 3000 in a row without a new pattern end the search.
 * `directions` holds the a of each pattern, which need not lie in the cone of the pattern: that may have no interior,
 * and the program then sets its blocks to zero. Cost: n d signs and 4 n d flops per draw. Errors: `ShapeError`,
 * `RangeError`.
 */
export function perturbedPatterns(
  arena: Arena,
  X: MatrixLike,
  count: number,
  { radius, dataSets, bias = false }: Perturbation,
  source: Stream,
): SampledPatterns {
  for (const [name, value] of Object.entries({ count, dataSets }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`${name} is ${value}: an integer > 0 was expected`);
  if (!(radius >= 0 && radius < Infinity))
    throw new RangeError(`radius is ${radius}: a finite number >= 0 was expected`);
  using scratch = new Arena();
  const rows = readSamples(scratch, X);
  const [n, d] = [rows.rows, rows.cols];
  const perturbed = bias ? d - 1 : d;
  const direction = scratch.float64(d);
  const centre = scratch.float64(n);
  const noise = new Float64Array(perturbed);
  const side = new Float64Array(n);
  const found = new Map<string, ArrayLike<number>>();
  let draws = 0;
  let last = 0;
  while (found.size < count && draws - last < REPEATS) {
    source.fillNormal(direction);
    engine().gemv(1, false, rows, direction, 0, centre);
    for (let set = 0; set < dataSets && found.size < count && draws - last < REPEATS; set++, draws++) {
      side.set(centre);
      for (let k = 0; k < n && set > 0; k++) {
        source.fillSign(noise);
        for (let j = 0; j < perturbed; j++) side[k]! += radius * noise[j]! * direction[j]!;
      }
      const key = patternKey(side);
      if (found.has(key)) continue;
      found.set(key, direction.slice());
      last = draws;
    }
  }
  return { ...patternsOf(arena, found), complete: false, draws };
}
