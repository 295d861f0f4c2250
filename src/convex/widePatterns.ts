// Patterns whose robust cone has room: without any its blocks are 0, and a thin one gives solver and certificate much to do.
import { fromRows, row } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import { Arena } from '../wasm/arena.ts';
import { conesOf } from './cone.ts';
import { interiorDirection } from './margin.ts';
import type { Patterns } from './patterns.ts';
import { perturbedPatterns } from './perturbedPatterns.ts';
import { convexProgram, type Problem, type Training } from './problem.ts';
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

/** The training that perturbed patterns are for. */
export type RobustTraining = Omit<Training, 'patterns'> & Required<Pick<Training, 'radius'>>;

/**
 * Those of `count` perturbed patterns, `dataSets` of each direction, whose cone has room as `widePatterns` says, if any,
 * and what they took to draw. Cost and errors: as the two.
 */
export function widePerturbedPatterns(
  arena: Arena,
  training: RobustTraining,
  count: number,
  { dataSets, least }: { readonly dataSets: number; readonly least: number },
  source: Stream,
): { readonly wide: Patterns | undefined; readonly draws: number } {
  using scratch = new Arena();
  const { X, radius, bias = false } = training;
  const patterns = perturbedPatterns(scratch, X, count, { radius, dataSets, bias }, source);
  const program = convexProgram(scratch, { ...training, patterns });
  return { wide: widePatterns(arena, program, least), draws: patterns.draws };
}
