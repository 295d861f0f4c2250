// Training on samples as they come: scaling, patterns, the convex program, its certificate, the network.
import { stream } from '../random/index.ts';
import { Arena } from '../wasm/arena.ts';
import { log } from '../wasm/math.ts';
import { areSigns } from './assess.ts';
import { balance } from './balance.ts';
import { enumeratePatterns } from './enumerate.ts';
import type { Loss } from './loss.ts';
import { losses } from './losses.ts';
import { type Network, networkObjective, recover } from './network.ts';
import { patternsOfNetwork } from './networkPatterns.ts';
import { type Patterns, patternCount, samplePatterns } from './patterns.ts';
import type { Predictor } from './predictor.ts';
import { convexProgram, type Problem, withBias } from './problem.ts';
import { prune } from './prune.ts';
import { robustPatterns } from './robustPatterns.ts';
import { type Samples, scaled, scalingOf } from './scaling.ts';
import { type Solution, solve } from './solve.ts';
import type { Options } from './solver.ts';

const ROUNDING = 1e-12; // of the objective, relative, that pruning may cost

export interface FitSettings {
  readonly loss: Loss['name'];
  /** Weight decay, relative to the loss as it is scaled. */
  readonly beta: number;
  /** Patterns to draw; all that exist, enumerated, where that is no more. */
  readonly patterns: number;
  /** Radius of the l_inf ball around every sample, in scaled features; 0 for standard training. */
  readonly radius: number;
  /** A constant feature beside the others. */
  readonly bias: boolean;
  /** Features to mean 0 and standard deviation 1; with the squared loss the target too, unless it is only -1 and 1. */
  readonly scale: boolean;
  /** Certified relative gap that is enough. */
  readonly gap: number;
  readonly iterations: number;
  /** Of the patterns. */
  readonly seed: number;
}

/** What is known of the optimum: bounds on the convex program over the patterns, in scaled units. */
export interface FitCertificate
  extends Pick<
    Solution,
    'status' | 'primal' | 'dual' | 'globalDual' | 'relativeGap' | 'scope' | 'iterations'
  > {
  /** (NC) of the network: the optimum over all networks is not above it. Absent in robust training. */
  readonly networkObjective?: number;
}

export interface Fit extends Predictor {
  readonly certificate: FitCertificate;
  /** Patterns of the program. */
  readonly patterns: number;
  /** Directions drawn for them; 0 where they were enumerated, or are those of a network. */
  readonly draws: number;
  /** (NC) of the balanced network whose patterns these are; where nothing beats it, it is the network of the fit. */
  readonly incumbent?: number;
}

/**
 * The network of the convex optimum over patterns of X (n x d) for targets y (n), which are those of the loss. Stopped
 * by the signal it returns the best network so far, its status `aborted`.
 *
 * With `from`, the patterns are those of its network, and scaling and bias are its own; standard training only. Errors:
 * `RangeError`, `ShapeError`, `OutOfMemoryError`.
 */
export function fit(
  X: Samples,
  y: Float64Array,
  settings: FitSettings,
  options: Options = {},
  from?: Predictor,
): Fit {
  const { loss: name, beta, radius, gap, iterations } = settings;
  const loss = losses[name];
  if (from && radius > 0)
    throw new RangeError(
      `the radius is ${radius}: the patterns of a network are for standard training, radius 0`,
    );
  const { inputs, outputs, bias } = from ?? {
    inputs: settings.scale ? scalingOf(X) : undefined,
    outputs: settings.scale && loss.labels === undefined && !areSigns(y) ? moments(y) : undefined,
    bias: settings.bias,
  };
  const known = inputs ? scaled(X, inputs) : X;
  const rows = bias ? withBias(known) : known;
  const targets = outputs ? y.map((value) => (value - outputs.mean) / outputs.std) : y;

  const training = { X: rows, y: targets, loss, beta, radius, bias };

  using arena = new Arena();
  const { draws, ...patterns } = from
    ? { ...patternsOfNetwork(arena, rows, from.network), draws: 0 }
    : choosePatterns(arena, training, settings);
  const problem = convexProgram(arena, { ...training, patterns });
  const solution = solve(problem, { gap, iterations }, { ...options, ...shownProgress(gap, options) });
  const recovered = networkOf(problem, solution);
  const given = from && balance(from.network);
  const incumbent = given && networkObjective(problem, given);
  const isBeaten = incumbent === undefined || networkObjective(problem, recovered) < incumbent;
  const network = isBeaten ? recovered : given!;
  const { status, primal, dual, globalDual, relativeGap, scope } = solution;
  const bounds = { status, primal, dual, globalDual, relativeGap, scope, iterations: solution.iterations };
  return {
    network,
    bias,
    ...(inputs && { inputs }),
    ...(outputs && { outputs }),
    certificate: {
      ...bounds,
      ...(radius === 0 && { networkObjective: networkObjective(problem, network) }),
    },
    patterns: patterns.active.rows,
    draws,
    ...(incumbent !== undefined && { incumbent }),
  };
}

function moments(y: Float64Array) {
  const { mean, std } = scalingOf({ rows: y.length, cols: 1, data: y });
  return { mean: mean[0]!, std: std[0]! };
}

/** Of at most n neurons where perturbations do not count: off the samples pruning changes the function. */
function networkOf({ X, y, loss, beta, radius }: Problem, { blocks }: Solution): Network {
  const whole = recover(blocks, X.cols);
  if (radius > 0 || whole.output.length <= X.rows) return whole;
  const pruned = prune(X, whole);
  const objectiveOf = (network: Network) => networkObjective({ X, y, loss, beta }, network);
  return objectiveOf(pruned) <= objectiveOf(whole) * (1 + ROUNDING) ? pruned : whole;
}

/**
 * All patterns where they are few, so that the optimum is the global one; else the number asked for; in
 * robust training those of them with room for the perturbations.
 */
function choosePatterns(
  arena: Arena,
  training: Parameters<typeof robustPatterns>[1] & { readonly X: Samples },
  { patterns, seed }: FitSettings,
): Patterns & { readonly draws: number } {
  const { X, radius } = training;
  const source = stream('fit', seed, 'patterns');
  if (radius > 0) return robustPatterns(arena, training, patterns, source);
  if (patternCount(X.rows, X.cols) <= patterns)
    try {
      return { ...enumeratePatterns(arena, X), draws: 0 };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error; // nearly parallel rows: their cells cannot be told apart
    }
  return samplePatterns(arena, X, patterns, source);
}

/** Progress by the estimated gap on its way to the goal, in orders of magnitude, or by iterations where that is more. */
function shownProgress(goal: number, { progress, report }: Options): Options {
  let first = 0;
  let done = 0;
  return {
    report: (row) => {
      report?.(row);
      if (!(row.gap > goal && row.gap < Infinity)) return;
      first ||= row.gap;
      if (row.gap < first) done = Math.max(done, log(first / row.gap) / log(first / goal));
    },
    progress: (fraction) => progress?.(Math.max(done, fraction)),
  };
}
