// One way to train on MNIST, 2 against 8: a curve over its iterations and what it ends with (fact sheet, E4).
import { init, step } from '../../convex/admm.ts';
import { monitor } from '../../convex/admmTable.ts';
import {
  accuracy,
  authorsSchedule,
  backtracking,
  bce,
  convexProgram,
  type Grid,
  type Network,
  networkObjective,
  networkProblem,
  type Problem,
  predict,
  rbcdTable,
  recover,
  samplePatterns,
  solve,
  squared,
  trialsOf,
  tune,
} from '../../convex/index.ts';
import { type BinaryTask, loadBinaryTask } from '../../data/index.ts';
import { type Stream, stream } from '../../random/index.ts';
import type { RunContext } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';

/** `gd`, `sgd`, `adam`: the best of a grid, by the training objective. */
export type Method = 'admm' | 'interior' | 'rbcd' | 'gd' | 'sgd' | 'adam';

export type E4Settings = {
  readonly method: Method;
  readonly loss: 'squared' | 'bce';
  readonly samples: number;
  readonly stride: number;
  readonly patterns: number;
  readonly beta: number;
  /** Outer iterations, or epochs. */
  readonly iterations: number;
};

/** Of the faithful ADMM: what other texts take from the paper, second-hand. */
const algorithm = { rho: 1e-3, gamma: 1e-3 };

/** Of ADMM with block coordinate descent: the authors' trainer as in E5; it was written for the cross-entropy. */
const descent = { rho: 0.02, ratio: 0.2, firstStep: 3e-6, threshold: 0.7, block: 3 };

/** Relative duality gap asked of the interior point; the certificate, not the optimum, needs the last iterations. */
const GAP = 1e-4;

/** The grid of back-propagation; the paper's is not recovered. In pilots no rate at an end of a row won after as many epochs, but the largest of `gd`, above which it diverged. */
export const grids: Record<'gd' | 'sgd' | 'adam', Omit<Grid, 'epochs'>> = {
  gd: grid('momentum', [3e-6, 1e-5, 3e-5], [Infinity]),
  sgd: grid('momentum', [1e-6, 3e-6, 1e-5, 3e-5], [64]),
  adam: grid('adam', [1e-3, 3e-3, 1e-2, 3e-2], [64]),
};

function grid(rule: 'momentum' | 'adam', rates: readonly number[], batches: readonly number[]) {
  return { learningRates: { [rule]: rates }, momenta: [0.9], batches, deviations: [0.1], seeds: [1] };
}

/** Columns have one entry for each readout; `steps`: iterations, inner steps of `rbcd`, epochs of back-propagation. */
interface Curve {
  readonly steps: number[];
  /** l(F u, y) + beta sum ||v_b||; where there is one copy only, that of `networkObjective`. */
  readonly objective: number[];
  /** (NC) of the recovered network. */
  readonly networkObjective: number[];
  readonly trainAccuracy: number[];
  readonly testAccuracy: number[];
}

interface End {
  readonly status: string;
  /** Certified bound of the optimum over the patterns; 0 where there is none. */
  readonly lowerBound: number;
  /** Of the grid that were run, and the learning rate of the best; 1 and 0 without a grid. */
  readonly trials: number;
  readonly learningRate: number;
}

interface Setting {
  readonly settings: E4Settings;
  readonly problem: Problem;
  readonly source: Stream;
  readonly context: RunContext;
  readonly read: (step: number, network: Network, objective?: number) => void;
}

const WITHOUT_GRID = { trials: 1, learningRate: 0 };

const methods: Record<Method, (setting: Setting) => End> = {
  admm: runAdmm,
  interior: runInterior,
  rbcd: runRbcd,
  gd: descend,
  sgd: descend,
  adam: descend,
};

/** Runs of a seed and a number of patterns share the patterns, whatever the method and the loss. */
export async function trainE4(settings: E4Settings, seed: number, context: RunContext) {
  const { method, loss, samples, stride, beta } = settings;
  const task = await loadBinaryTask('mnist', { count: samples, stride });
  using arena = new Arena();
  const { X, y } = task.train;
  const source = stream('convex/e4', seed);
  const patterns = samplePatterns(arena, X, settings.patterns, source.split('patterns', settings.patterns));
  const problem = convexProgram(arena, {
    X,
    y: loss === 'bce' ? y.map((side) => (side + 1) / 2) : y,
    loss: loss === 'bce' ? bce : squared,
    beta,
    patterns,
  });
  const curve = emptyCurve();
  const read = reader(curve, task, problem);
  const end = methods[method]({ settings, problem, source: source.split(method), context, read });
  return [{ ...curve, ...end, drawn: patterns.active.rows, official: task.official }];
}

const emptyCurve = (): Curve => ({
  steps: [],
  objective: [],
  networkObjective: [],
  trainAccuracy: [],
  testAccuracy: [],
});

function reader(curve: Curve, { train, test }: BinaryTask, problem: Problem): Setting['read'] {
  return (step, network, objective) => {
    const own = networkObjective(problem, network);
    curve.steps.push(step);
    curve.objective.push(objective ?? own);
    curve.networkObjective.push(own);
    curve.trainAccuracy.push(accuracy(predict(network, train.X), train.y));
    curve.testAccuracy.push(accuracy(predict(network, test.X), test.y));
  };
}

/** Algorithm 3.1 with readouts after each of the first ten iterations, then every 30 %. */
function runAdmm({ settings: { iterations }, problem, context, read }: Setting): End {
  using arena = new Arena();
  let { admm, state } = init(arena, problem, algorithm);
  for (let due = 1; state.iteration < iterations; ) {
    context.signal.throwIfAborted();
    state = step(admm, state);
    context.progress(state.iteration / iterations);
    if (state.iteration < due && state.iteration < iterations) continue;
    const { iteration, objective } = monitor(admm, state);
    read(iteration, recover(state.v.data, problem.X.cols), objective);
    due = Math.max(iteration + 1, Math.round(iteration < 10 ? 0 : 1.3 * iteration));
  }
  return { status: 'max-iterations', lowerBound: 0, ...WITHOUT_GRID };
}

function runInterior({ settings: { iterations }, problem, context, read }: Setting): End {
  const {
    blocks,
    primal,
    dual,
    status,
    iterations: steps,
  } = solve(problem, { gap: GAP, iterations }, context);
  context.signal.throwIfAborted();
  read(steps, recover(blocks, problem.X.cols), primal);
  return { status, lowerBound: dual, ...WITHOUT_GRID };
}

function runRbcd({ settings: { iterations }, problem, source, context, read }: Setting): End {
  const { firstStep, ...rest } = descent;
  rbcdTable(
    problem,
    { ...rest, iterations, schedule: authorsSchedule, stepRule: backtracking(firstStep), source },
    {
      ...context,
      report: ({ iteration, innerSteps, objective }, blocks) => {
        if (iteration > 0) read(innerSteps, recover(blocks.data, blocks.cols), objective);
      },
    },
  );
  return { status: 'max-iterations', lowerBound: 0, ...WITHOUT_GRID };
}

/** Networks of 2 P_s neurons. */
function descend({ settings: s, problem, source, context, read }: Setting): End {
  using arena = new Arena();
  const trials = trialsOf({ ...grids[s.method as keyof typeof grids], epochs: s.iterations });
  const { network, ends } = tune(networkProblem(arena, problem), 2 * s.patterns, trials, source, context);
  context.signal.throwIfAborted();
  const best = ends.reduce((least, end) => (end.objective < least.objective ? end : least));
  if (network) read(s.iterations, network);
  return {
    status: best.status,
    lowerBound: 0,
    trials: trials.length,
    learningRate: best.trial.learningRate,
  };
}
