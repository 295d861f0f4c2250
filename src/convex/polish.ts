// Convex re-training of a network on its own activation patterns.
import { Arena } from '../wasm/arena.ts';
import { balance } from './balance.ts';
import { type Network, networkObjective, recover } from './network.ts';
import { patternsOfNetwork } from './networkPatterns.ts';
import { convexProgram, networkProblem, type Training } from './problem.ts';
import { type Goal, type Solution, solve } from './solve.ts';
import type { Options } from './solver.ts';

export interface Polished {
  /** The better of the balanced input and the convex solution's network. */
  readonly network: Network;
  readonly objective: number;
  /** (NC) of the balanced input. */
  readonly incumbent: number;
  /** Whether the convex solution is strictly better. */
  readonly improved: boolean;
  /** Of the convex program, over `patterns` patterns. `no patterns`: the network is zero, and stays. */
  readonly status: Solution['status'] | 'no patterns';
  readonly relativeGap: number;
  readonly patterns: number;
}

/**
 * The optimum over the patterns of `network` on X, if it is strictly better than the balanced `network` in the standard
 * objective (NC) with this loss and beta; that says nothing about other data. It is never worse, whatever the solver
 * does. Cost: that of the solver on up to m patterns. Errors: `RangeError` (a robust or gated program, whose optimum
 * does not compare with the network), `ShapeError`, `OutOfMemoryError`.
 */
export function polish(
  network: Network,
  training: Omit<Training, 'patterns'>,
  goal: Goal,
  options: Options = {},
): Polished {
  const { radius = 0, gated = false } = training;
  if (radius > 0 || gated)
    throw new RangeError(
      `polish was asked for a ${gated ? 'gated program' : `program of radius ${radius}`}: only the standard one bounds the network's objective`,
    );
  using arena = new Arena();
  const problem = networkProblem(arena, training);
  const balanced = balance(network);
  const incumbent = networkObjective(problem, balanced);
  const kept = { network: balanced, objective: incumbent, incumbent, improved: false };
  const patterns = patternsOfNetwork(arena, problem.X, balanced);
  const count = patterns.active.rows;
  if (count === 0) return { ...kept, status: 'no patterns', relativeGap: 0, patterns: 0 };
  const solution = solve(convexProgram(arena, { ...training, patterns }), goal, options);
  const candidate = recover(solution.blocks, network.d);
  const objective = networkObjective(problem, candidate);
  const { status, relativeGap } = solution;
  const said = { status, relativeGap, patterns: count };
  return objective < incumbent
    ? { network: candidate, objective, incumbent, improved: true, ...said }
    : { ...kept, ...said };
}
