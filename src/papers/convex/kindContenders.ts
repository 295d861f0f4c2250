// Back-propagation and the convex program over patterns of four kinds, on one data set at one number of patterns.
import {
  accuracy,
  convexProgram,
  type Network,
  type NetworkProblem,
  type Patterns,
  perturbedPatterns,
  polish,
  predict,
  prune,
  recover,
  samplePatterns,
  searchPatterns,
  solve,
  type Trial,
  tune,
  widePatterns,
} from '../../convex/index.ts';
import type { Sample } from '../../data/task.ts';
import type { Stream } from '../../random/index.ts';
import type { RunContext } from '../../spec/experiment.ts';
import type { Arena } from '../../wasm/arena.ts';

export interface ContestSettings {
  readonly patterns: number;
  readonly gap: number;
  readonly iterations: number;
  readonly radius: number;
  readonly perturbedSets: number;
  readonly room: number;
  readonly perRound: number;
  readonly searchStarts: number;
  readonly searchGap: number;
}

export type Contender = {
  /** (NC) of the network; of the convex programs an upper bound of their optimum. */
  readonly objective: number;
  /** Certified relative duality gap over its patterns; infinite for back-propagation, which has no bound. */
  readonly gap: number;
  /** Distinct patterns whose cones have room; of back-propagation those of its neurons. */
  readonly patterns: number;
  /** Of the network after pruning. */
  readonly neurons: number;
  /** Share of right signs on the test set; NaN without one. */
  readonly accuracy: number;
  /** Of the solver; of back-propagation whether a trial ended with a finite objective. */
  readonly status: string;
};

export type ContenderName = 'backPropagation' | 'trained' | 'random' | 'perturbed' | 'searched';

/**
 * `backPropagation`: the best of the trials at 2P neurons. `trained`: the optimum over its own patterns, up to 2P.
 * `random`, `perturbed` (with the copies of X that the robust programs are sampled with), `searched` (the most violated
 * dual constraints first): the optimum over P patterns, or fewer where cones have no room.
 */
export function contend(
  arena: Arena,
  problem: NetworkProblem,
  trials: readonly Trial[],
  test: Sample | undefined,
  s: ContestSettings,
  source: Stream,
  { signal, progress }: Pick<RunContext, 'signal' | 'progress'>,
): Record<ContenderName, Contender> & { readonly diverged: number } {
  const { X } = problem;
  const goal = { gap: s.gap, iterations: s.iterations };
  const judged = (network: Network, rest: Pick<Contender, 'objective' | 'gap' | 'patterns' | 'status'>) => ({
    ...rest,
    neurons: prune(X, network).output.length,
    accuracy: test ? accuracy(predict(network, test.X), test.y) : Number.NaN,
  });
  const optimumOver = (patterns: Patterns): Contender => {
    const { blocks, primal, relativeGap, status } = solve(
      convexProgram(arena, { ...problem, patterns }),
      goal,
      { signal },
    );
    signal.throwIfAborted();
    const rest = { objective: primal, gap: relativeGap, patterns: patterns.active.rows, status };
    return judged(recover(blocks, X.cols), rest);
  };

  const tuned = tune(problem, 2 * s.patterns, trials, source.split('back-propagation'), {
    signal,
    progress: (fraction) => progress(0.4 * fraction),
  });
  signal.throwIfAborted();
  const { network, objective, ends } = tuned;
  const own = network && polish(network, problem, goal, { signal });
  signal.throwIfAborted();
  progress(0.55);
  const random = optimumOver(samplePatterns(arena, X, s.patterns, source.split('random')));
  progress(0.65);
  const perturbed = optimumOver(perturbedWithRoom(arena, problem, s, source.split('perturbed')));
  progress(0.75);
  const search = { count: s.patterns, perRound: s.perRound, starts: s.searchStarts };
  const searched = optimumOver(
    searchPatterns(
      arena,
      problem,
      { ...search, goal: { gap: s.searchGap, iterations: s.iterations } },
      source.split('searched'),
      { signal },
    ),
  );
  return {
    backPropagation:
      network && own
        ? judged(network, { objective, gap: Infinity, patterns: own.patterns, status: 'finished' })
        : NONE,
    trained: own
      ? judged(own.network, {
          objective: own.objective,
          gap: own.relativeGap,
          patterns: own.patterns,
          status: own.status,
        })
      : NONE,
    random,
    perturbed,
    searched,
    /** Of the trials. */
    diverged: ends.filter(({ status }) => status === 'diverged').length,
  };
}

/** Where every trial diverged. */
const NONE: Contender = {
  objective: Infinity,
  gap: Infinity,
  patterns: 0,
  neurons: 0,
  accuracy: Number.NaN,
  status: 'diverged',
};

/** Of the first P patterns those in whose cones a network on the samples as they are can lie. */
function perturbedWithRoom(
  arena: Arena,
  problem: NetworkProblem,
  s: ContestSettings,
  source: Stream,
): Patterns {
  const options = { radius: s.radius, dataSets: s.perturbedSets };
  const drawn = perturbedPatterns(arena, problem.X, s.patterns, options, source);
  const wide = widePatterns(arena, convexProgram(arena, { ...problem, patterns: drawn }), s.room);
  if (!wide) throw new RangeError(`no cone of ${s.patterns} perturbed patterns has room: more are needed`);
  return wide;
}
