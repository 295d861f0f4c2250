// Figure 2 of Xu et al.: data, decision boundary and neurons of one run, projected on the plane of mu1 and mu2.
import type { Experiment } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { settings as ofPaper, printedRate, quick, seeds, stepFactors } from './settings.ts';
import { simulate } from './simulate.ts';

export const settings = { ...ofPaper, learningRate: stepFactors.doubled * printedRate.left, steps: 15 };

/** Steps of the boundary; the neurons are drawn at the last two. */
export const panels = [0, 1, 15] as const;

export const figure2 = {
  id: 'xor/figure2',
  title: 'XOR clusters: decision boundary and neurons on the plane of the centres',
  module: import.meta.url,
  runs: (profile) => seeds(1, profile === 'paper' ? settings : { ...settings, ...quick }),
  cost: () => ({ seconds: 0.1, mebibytes: 130 }),
  tolerance: { relative: 0, reason: 'fixed summation order: the same bits everywhere' },
  run: (s: typeof settings, seed: number, context) => {
    using arena = new Arena();
    const { train, network, trajectory } = simulate('xor/figure2', s, seed, panels, context, arena);
    const { rows } = train;
    const coordinate = (axis: 0 | 1) =>
      Array.from({ length: rows.rows }, (_, i) => rows.data[i * rows.cols + axis]!);
    return [
      {
        /** Coordinates of the training samples along mu1 and mu2, noisy and clean labels. */
        x: coordinate(0),
        y: coordinate(1),
        labels: [...train.labels],
        clean: [...train.clean],
        /** sqrt(m) a_j, and <w_j, mu1>, <w_j, mu2> over ||mu||, m x 2 row by row, for each of `panels`. */
        signs: [...network.signs],
        neurons: trajectory.projections.map((values) => Array.from(values, (value) => value / s.muNorm)),
      },
    ];
  },
} satisfies Experiment<typeof settings>;
