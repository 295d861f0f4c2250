// Beyond the paper: the regularization path of the convex program on images, over random and over trained patterns.
import {
  accuracy,
  convexProgram,
  networkProblem,
  patternHeights,
  patternsOfNetwork,
  predict,
  randomNetwork,
  recover,
  samplePatterns,
  solve,
  squared,
  train,
} from '../../convex/index.ts';
import { loadBinaryTask } from '../../data/index.ts';
import { fromRows } from '../../linalg/index.ts';
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';

const base = {
  samples: 500,
  stride: 3, // d = 100, as in the paper's MNIST runs (remembered, unverified)
  patterns: 8, // as in E4 (second-hand); networks have up to 16 neurons
  gap: 1e-4, // relative duality gap asked of every optimum
  iterations: 100, // of the solver; about 15 are needed
  active: 1e-3, // length of a block, relative to the longest one, from which on it counts as a neuron
};

/** Training of the network whose patterns are taken; at any beta of the path, as only its patterns matter. */
const training = {
  rule: 'adam',
  learningRate: 0.01,
  momentum: 0.9,
  batch: 50,
  epochs: 50, // of 10 steps each: the network then fits all samples
  beta: 0.01,
  deviation: 0.1,
} as const;

/** Half decades, 5.5 of them: at the last one the zero network is optimal. */
export const betas = [1e-3, 3.16e-3, 0.01, 0.0316, 0.1, 0.316, 1, 3.16, 10, 31.6, 100, 316];

export const kinds = ['random', 'trained'] as const;

type Kind = (typeof kinds)[number];
type PathSettings = typeof base & { kind: Kind; betas: readonly number[] };

const profiles: Record<Profile, { change: object; seeds: number; betas: readonly number[] }> = {
  paper: { change: {}, seeds: 2, betas },
  quick: { change: { samples: 100, stride: 7, patterns: 4 }, seeds: 2, betas: [0.01, 0.1, 1, 10, 100] },
};

export const path = {
  id: 'convex/path',
  title: 'Regularization path on MNIST, over random and over trained patterns',
  module: import.meta.url,
  needs: ['mnist'],
  /** A run is a whole path; a seed gives its patterns. */
  runs: (profile) => {
    const { change, seeds, betas } = profiles[profile];
    return kinds.flatMap((kind) =>
      Array.from(
        { length: seeds },
        (_, i): Run<PathSettings> => ({ settings: { ...base, ...change, kind, betas }, seed: i + 1 }),
      ),
    );
  },
  cost: ({ settings: { samples, betas } }) => ({
    seconds: 0.5 + 8e-4 * samples * betas.length,
    mebibytes: 400,
  }),
  tolerance: { relative: 0, reason: 'fixed order of summation: the same bits everywhere' },
  run: async (s: PathSettings, seed: number, { signal, progress }) => {
    using arena = new Arena();
    const task = await loadBinaryTask('mnist', { count: s.samples, stride: s.stride });
    const { X, y } = task.train;
    const patterns = patternsFor(arena, s, task.train, stream('convex/path', s.kind, seed), signal);
    const goal = { gap: s.gap, iterations: s.iterations };
    const points = s.betas.map((beta, i) => {
      using inner = new Arena();
      const problem = convexProgram(inner, { X, y, loss: squared, beta, patterns });
      const { primal, dual, status, blocks } = solve(problem, goal, { signal });
      signal.throwIfAborted();
      progress((i + 1) / s.betas.length);
      const network = recover(blocks, X.cols);
      const lengths = network.output.map((alpha) => alpha * alpha);
      const longest = Math.max(...lengths);
      const outputs = predict(network, X);
      return {
        optimum: primal,
        lowerBound: dual,
        status,
        loss: squared.value(outputs, y),
        norm: lengths.reduce((sum, length) => sum + length, 0),
        neurons: lengths.filter((length) => length > s.active * longest).length,
        trainAccuracy: accuracy(outputs, y),
        testAccuracy: accuracy(predict(network, task.test.X), task.test.y),
      };
    });
    type Point = (typeof points)[number];
    const column = <K extends keyof Point>(name: K): Point[K][] => points.map((point) => point[name]);
    return [
      {
        patterns: patterns.active.rows,
        /** Least beta at which nothing does better than the zero network. */
        zeroFrom: Math.max(...patternHeights(fromRows(arena, X), y, patterns)),
        /** At each beta: upper and lower bound of the optimum over the patterns, by `certify`. */
        optimum: column('optimum'),
        lowerBound: column('lowerBound'),
        status: column('status'),
        /** The two parts of the objective: loss + beta norm. */
        loss: column('loss'),
        norm: column('norm'),
        neurons: column('neurons'),
        trainAccuracy: column('trainAccuracy'),
        testAccuracy: column('testAccuracy'),
        official: task.official,
      },
    ];
  },
} satisfies Experiment<PathSettings>;

function patternsFor(
  arena: Arena,
  { kind, patterns }: PathSettings,
  { X, y }: Awaited<ReturnType<typeof loadBinaryTask>>['train'],
  source: ReturnType<typeof stream>,
  signal: AbortSignal,
) {
  if (kind === 'random') return samplePatterns(arena, X, patterns, source);
  const problem = networkProblem(arena, { X, y, loss: squared, beta: training.beta });
  const start = randomNetwork(patterns, X.cols, training.deviation, source.split('start'));
  const { network } = train(problem, start, training, source.split('order'), { signal });
  return patternsOfNetwork(arena, X, network);
}
