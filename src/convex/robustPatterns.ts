// Patterns for robust training on somebody's data (fact sheet, section 7): drawn on perturbed samples, kept where their cone
// has room for the perturbations.
import { fromRows, toRows } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { Patterns } from './patterns.ts';
import { perturbedPatterns } from './perturbedPatterns.ts';
import { convexProgram, type Training } from './problem.ts';
import { widePatterns } from './widePatterns.ts';

const DATA_SETS = 5; // that each direction meets, the samples themselves first; chosen here
const MARGIN = 1e-3; // thinner cones take most of the time and give little, see E9

/**
 * At most `count` patterns. With a bias one of them has all samples active: its cone always has room, and its blocks are the
 * linear functions. Cost: as `perturbedPatterns` and `widePatterns`. Errors: `RangeError` where no cone has room.
 */
export function robustPatterns(
  arena: Arena,
  training: Omit<Training, 'patterns'> & Required<Pick<Training, 'radius' | 'bias'>>,
  count: number,
  source: Stream,
): Patterns & { readonly draws: number } {
  const { X, radius, bias } = training;
  using scratch = new Arena();
  const { draws, ...drawn } = perturbedPatterns(
    scratch,
    X,
    count,
    { radius, dataSets: DATA_SETS, bias },
    source,
  );
  const patterns = bias ? withAllActive(scratch, drawn, count) : drawn;
  const wide = widePatterns(arena, convexProgram(scratch, { ...training, patterns }), MARGIN);
  if (wide === undefined)
    throw new RangeError(
      `none of the ${patterns.active.rows} patterns drawn has room for perturbations of radius ${radius}: take a smaller radius, more patterns, or a bias`,
    );
  return { ...wide, draws };
}

/** The pattern of the constant feature in front of the others, of which the last gives way where there are `count`. */
function withAllActive(arena: Arena, { active, directions }: Patterns, count: number): Patterns {
  const [rows, normals] = [toRows(active), toRows(directions)];
  const others = [...rows.keys()].filter((i) => rows[i]!.includes(0)).slice(0, count - 1);
  const constant = new Array<number>(directions.cols).fill(0).with(-1, 1);
  return {
    active: fromRows(arena, [new Array<number>(active.cols).fill(1), ...others.map((i) => rows[i]!)]),
    directions: fromRows(arena, [constant, ...others.map((i) => normals[i]!)]),
    complete: false,
  };
}
