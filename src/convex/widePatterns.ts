// Patterns whose robust cone has room: thin cones give a solver and its certificate much to do and a network nothing.
import { fromRows, row } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { conesOf } from './cone.ts';
import { interiorDirection } from './margin.ts';
import type { Patterns } from './patterns.ts';
import type { Problem } from './problem.ts';
import { norm } from './vectors.ts';

const EFFORT = 5e7; // flops for each pattern: some hundred steps at 600 x 147

/**
 * The patterns, in their order, in whose cone a direction a was found with s_k x_k'a - eps ||a||_1 >= least ||x_k|| ||a|| for
 * all samples, and that direction with each; undefined where there is none. Cost: up to 5e7 flops a pattern.
 */
export function widePatterns(arena: Arena, problem: Problem, least: number): Patterns | undefined {
  const { patterns } = problem;
  const active: Float64Array[] = [];
  const directions: Float64Array[] = [];
  conesOf(problem).forEach((cone, i) => {
    // Its smallest margin is 1.
    const a = interiorDirection(cone, { flops: EFFORT });
    if (a === undefined || !(1 >= least * norm(a))) return;
    active.push(row(patterns.active, i));
    directions.push(a);
  });
  if (active.length === 0) return undefined;
  return { active: fromRows(arena, active), directions: fromRows(arena, directions), complete: false };
}
