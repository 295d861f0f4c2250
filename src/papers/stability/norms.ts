// How close the sharpness of G is to weighted norms of theta, over inputs and samples (fact sheet, section 3 and claim C11).
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { createProblem, gram, sampleThreshold, sharpness, twoLayerRelu } from '../../stability/index.ts';
import { Arena } from '../../wasm/arena.ts';
import { normsOf } from './reluMinimum.ts';
import { onSphere, type Start, startOf } from './teacher.ts';

export const settings = { width: 100, start: 'variance' as Start };
export const dimensions = [10, 20, 40, 100];
export const sampleSizes = [50, 100, 200, 400, 800, 1600];
export const DELTA = 0.1; // of N(d, delta)

type NormSettings = typeof settings & { dimension: number; samples: number };

const profiles = {
  paper: { most: 1600, seeds: 8 },
  quick: { most: 400, seeds: 2 },
};

export const norms = {
  id: 'stability/norms',
  title: 'Two-layer ReLU network: sharpness of G beside weighted norms at random weights',
  module: import.meta.url,

  runs: (profile: Profile) => {
    const { most, seeds } = profiles[profile];
    return dimensions.flatMap((dimension) =>
      sampleSizes
        .filter((samples) => samples <= most)
        .flatMap((samples) =>
          Array.from(
            { length: seeds },
            (_, i): Run<NormSettings> => ({ settings: { ...settings, dimension, samples }, seed: i + 1 }),
          ),
        ),
    );
  },

  cost: ({ settings: s }) => ({
    seconds: 0.005 + 7e-11 * s.samples * s.samples * (s.dimension + 2 * s.width + 100),
    mebibytes: 100 + 3e-5 * s.samples * s.samples,
  }),

  tolerance: { relative: 0, reason: 'kernels of fixed summation order: the same bits everywhere' },

  /** The weights of a seed are the same for all numbers of samples. */
  run: (s: NormSettings, seed: number) => {
    using arena = new Arena();
    const source = stream('stability/norms', s.dimension, seed);
    const inputs = onSphere(source.split('inputs'), s.samples, s.dimension, arena);
    const model = twoLayerRelu(s.dimension, s.width);
    const problem = createProblem(model, inputs, new Float64Array(s.samples), arena);
    const theta = startOf(s.start, s.dimension, s.width, source.split('start'));
    const { trace, top, status } = sharpness(gram(problem, theta, arena));
    return [
      {
        status,
        trace,
        top,
        ...normsOf(problem, theta),
        /** N(d, delta): the samples from which on the theory speaks of the trace. */
        samplesNeeded: sampleThreshold(s.dimension, DELTA),
      },
    ];
  },
} satisfies Experiment<NormSettings>;
