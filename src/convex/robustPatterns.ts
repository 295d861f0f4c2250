// Patterns for robust training on somebody's data (fact sheet, section 7): drawn on perturbed samples, kept where their cone
// has room for the perturbations.
import { asMatrix, fromRows, toRows } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { Patterns } from './patterns.ts';
import { type RobustTraining, widePerturbedPatterns } from './widePatterns.ts';

const DATA_SETS = 5; // that each direction meets, the samples themselves first; chosen here
const MARGIN = 1e-3; // thinner cones take most of the time and give little, see E9

/**
 * At most `count` patterns. With a bias one of them has all samples active: its cone always has room, and its blocks are the
 * linear functions. Cost: as `widePerturbedPatterns`. Errors: `RangeError` where no cone has room.
 */
export function robustPatterns(
  arena: Arena,
  training: RobustTraining & { readonly bias: boolean },
  count: number,
  source: Stream,
): Patterns & { readonly draws: number } {
  using scratch = new Arena();
  const options = { dataSets: DATA_SETS, least: MARGIN };
  const { wide, draws } = widePerturbedPatterns(scratch, training, count, options, source);
  const { rows: n, cols: d } = asMatrix(scratch, training.X);
  const allActive = [new Array<number>(n).fill(1), new Array<number>(d).fill(0).with(-1, 1)] as const;
  const normals = wide ? toRows(wide.directions) : [];
  const drawn = (wide ? toRows(wide.active) : []).map((active, i) => [active, normals[i]!] as const);
  const patterns = training.bias
    ? [allActive, ...drawn.filter(([active]) => active.includes(0)).slice(0, count - 1)]
    : drawn;
  if (patterns.length === 0)
    throw new RangeError(
      `none of the ${count} patterns drawn has room for perturbations of radius ${training.radius}: take a smaller radius, more patterns, or a bias`,
    );
  return {
    active: fromRows(
      arena,
      patterns.map(([active]) => active),
    ),
    directions: fromRows(
      arena,
      patterns.map(([, direction]) => direction),
    ),
    complete: false,
    draws,
  };
}
