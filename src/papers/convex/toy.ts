// Pilanci and Ergen's toy: five points on a line, where back-propagation with few neurons sticks above the global optimum.
import {
  convexProgram,
  enumeratePatterns,
  networkObjective,
  polish,
  predict,
  prune,
  randomNetwork,
  recover,
  type Solution,
  solve,
  squared,
  train,
  withBias,
} from '../../convex/index.ts';
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';

/** Remembered, unverified, as are beta and the widths. */
export const points = { x: [-2, -1, 0, 1, 2], y: [1, -1, 1, 1, -1] };

export const base = {
  beta: 1e-3,
  deviation: 0.3, // of the first weights; with .5 about as many runs reach the optimum
  momentum: 0.9, // the usual choice
  gap: 1e-10, // relative duality gap asked of the global optimum, and of the optima over a network's own patterns
  solverSteps: 100, // of the interior-point method; about 15 are needed
};

/**
 * Steps that end within 3 % of where they lead; the rates fall to 0. The paper's are not recovered. Larger rates of SGD
 * switch neurons off for good, and no run reaches the optimum.
 */
export const methods = {
  sgd: { learningRate: 0.003, batch: 1, epochs: 20_000 },
  descent: { learningRate: 0.01, batch: Infinity, epochs: 60_000 }, // without noise, and to the end
} as const;

export type Method = keyof typeof methods;

export const widths = [8, 15, 50] as const;

type ToySettings = typeof base & {
  method: Method;
  width: number;
  learningRate: number;
  batch: number;
  epochs: number;
};

const profiles: Record<Profile, { readonly seeds: Record<Method, number>; readonly epochs: number }> = {
  paper: { seeds: { sgd: 30, descent: 10 }, epochs: Infinity },
  quick: { seeds: { sgd: 5, descent: 3 }, epochs: 5000 },
};

export const settingsOf = (method: Method, width: number, epochs = Infinity): ToySettings => ({
  ...base,
  ...methods[method],
  epochs: Math.min(epochs, methods[method].epochs),
  method,
  width,
});

/** Inputs at which fitted functions are read. */
export const inputs = Array.from({ length: 121 }, (_, i) => (i - 60) / 20);

/** x as one feature beside the constant 1. */
const rowsOf = (x: readonly number[]) => withBias(x.map((value) => [value]));

export const toy = {
  id: 'convex/toy',
  title: 'Five points on a line: back-propagation against the global optimum',
  module: import.meta.url,
  /** Runs of a width and seed share the first network. */
  runs: (profile) =>
    (Object.keys(methods) as Method[]).flatMap((method) =>
      widths.flatMap((width) =>
        Array.from(
          { length: profiles[profile].seeds[method] },
          (_, i): Run<ToySettings> => ({
            settings: settingsOf(method, width, profiles[profile].epochs),
            seed: i + 1,
          }),
        ),
      ),
    ),
  cost: ({ settings: { width } }) => ({ seconds: 0.12 + 0.003 * width, mebibytes: 110 }),
  tolerance: { relative: 0, reason: 'fixed order of summation: the same bits everywhere' },
  run: (s: ToySettings, seed: number, { signal, progress }) => {
    using arena = new Arena();
    const { problem, optimum } = globalOptimum(arena, s);
    const at = new Set(readouts(s.epochs));
    const epoch = [0];
    const first = firstNetwork(s.width, seed);
    const objective = [networkObjective(problem, first)];
    const trained = train(problem, first, { ...s, rule: 'momentum' }, orderOf(s, seed), {
      signal,
      progress,
      report: (now, network) => {
        if (!at.has(now)) return;
        epoch.push(now);
        objective.push(networkObjective(problem, network));
      },
    });
    signal.throwIfAborted();
    const ended = trained.status === 'finished';
    const { X, y, loss, beta } = problem;
    const goal = { gap: s.gap, iterations: s.solverSteps };
    const own = ended ? polish(trained.network, { X, y, loss, beta }, goal).objective : Infinity;
    return [
      {
        ...boundsOf(optimum),
        status: trained.status,
        /** (NC) at the end, and the optimum over the patterns of the last network, if it is lower. */
        end: trained.objective,
        own,
        /** (NC) against the number of epochs. */
        epoch,
        objective,
        /** Outputs of the last network at `inputs`. */
        fit: ended ? [...predict(trained.network, rowsOf(inputs))] : [],
      },
    ];
  },
} satisfies Experiment<ToySettings>;

/** Upper and lower bound over all networks, by `certify`; whether the scope is that. */
export const boundsOf = ({ primal, dual, scope }: Solution) => ({
  optimum: primal,
  lowerBound: dual,
  global: scope === 'global',
});

/** The five points with all activation patterns, the optimum over them, and the network that has it. */
export function globalOptimum(arena: Arena, { beta, gap, solverSteps }: typeof base) {
  const X = rowsOf(points.x);
  const patterns = enumeratePatterns(arena, X);
  const problem = convexProgram(arena, { X, y: points.y, loss: squared, beta, patterns, bias: true });
  const optimum = solve(problem, { gap, iterations: solverSteps });
  return { problem, optimum, network: prune(problem.X, recover(optimum.blocks, X.cols)) };
}

export const firstNetwork = (width: number, seed: number) =>
  randomNetwork(width, 2, base.deviation, stream('convex/toy', 'start', width, seed));

export const orderOf = ({ width }: Pick<ToySettings, 'width'>, seed: number) =>
  stream('convex/toy', 'order', width, seed);

/** Epochs at which a run is read: steps of a tenth and more. */
export function readouts(last: number): number[] {
  const kept: number[] = [];
  for (let k = 1; k < last; k = Math.max(k + 1, Math.round(1.1 * k))) kept.push(k);
  return [...kept, last];
}
