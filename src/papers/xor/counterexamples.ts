// Records in which the claims are false: networks in which nothing happens, but for what a claim's counterexample changes.
import type { Experiment, Result, ResultRecord, ResultsOf, Settings } from '../../spec/experiment.ts';
import { log } from '../../wasm/math.ts';
import { delay, levels } from './delay.ts';
import { exact } from './exact.ts';
import { figure1Left, histograms, inside as insideLeft } from './figure1Left.ts';
import {
  figure1Right,
  inside as insideRight,
  histograms as lateHistograms,
  readouts,
} from './figure1Right.ts';
import { kept, manyRuns } from './manyRuns.ts';
import { phase } from './phase.ts';
import { BINS } from './projections.ts';
import { variation } from './variations.ts';

const SEEDS = 20;

/** The experiment's own runs, the first seeds of all settings, with the records that `record` invents. */
const invent = <S extends Settings, R extends ResultRecord>(
  experiment: Pick<Experiment<S, R>, 'runs'>,
  record: (settings: S) => R,
): readonly Result<S, R>[] =>
  experiment
    .runs('paper')
    .filter(({ seed }) => seed <= SEEDS)
    .map((run) => ({ ...run, records: [record(run.settings)] }));

type Change<E> = (
  settings: ResultsOf<E>[number]['settings'],
) => Partial<ResultsOf<E>[number]['records'][number]>;

const unchanged = () => ({});

export const constant = (of: readonly unknown[], value: number): number[] => of.map(() => value);

const stepsOf = ({ steps }: { readonly steps: number }) => Array.from({ length: steps + 1 });

/** Half of all predictions are right at each of the readouts. */
const chance = (
  places: readonly unknown[],
  s: { readonly samples: number; readonly testSamples: number },
) => ({
  train: constant(places, s.samples / 2),
  test: constant(places, s.testSamples / 2),
  flipped: 10,
  flippedFit: constant(places, 5),
});

/** One neuron count in the central bin of each panel. */
const spikes = (panels: readonly unknown[]): number[][] =>
  panels.map(() => Array.from({ length: BINS }, (_, bin) => (2 * bin + 1 === BINS ? 500 : 0)));

export const leftRuns = (change: Change<typeof figure1Left> = unchanged) =>
  invent(figure1Left, (s) => {
    const widths = constant(histograms, s.omega * s.muNorm);
    const clusters = (value: number) => [0, 1, 2, 3].map(() => constant(insideLeft, value));
    return {
      ...chance(stepsOf(s), s),
      guard: 1e-9,
      clusterSizes: [50, 50, 50, 50],
      clusterTest: clusters(25),
      imbalance: [10, -10],
      positiveMu1: widths,
      positiveMu2: widths,
      negativeMu1: widths,
      negativeMu2: widths,
      absolutePositiveMu1: widths,
      absolutePositiveMu2: widths,
      absoluteNegativeMu1: widths,
      absoluteNegativeMu2: widths,
      growing: constant(insideLeft, 0),
      forgetting: constant(insideLeft, 0),
      margins: clusters(0),
      normRatio: constant(insideLeft, 2),
      linear: { signs: 0.5, cosine: 0, slope: 0, train: 100, test: 100 },
      pairs: [1000, 500, 1000, 500].map((count) => constant(stepsOf(s).slice(1), count)),
      fewestActive: [0, 0],
      positiveNeurons: 500,
      histogramsMu1: spikes(histograms),
      histogramsMu2: spikes(histograms),
      ...change(s),
    };
  });

export const rightRuns = (change: Change<typeof figure1Right> = unchanged) =>
  invent(figure1Right, (s) => {
    const widths = constant(insideRight, s.omega * s.muNorm);
    return {
      ...chance(readouts, s),
      guard: 1e-9,
      positiveMu1: widths,
      positiveMu2: widths,
      negativeMu1: widths,
      negativeMu2: widths,
      histogramsMu1: spikes(lateHistograms),
      histogramsMu2: spikes(lateHistograms),
      ...change(s),
    };
  });

export const moreLeftRuns = (change: Change<typeof manyRuns> = unchanged) =>
  invent(manyRuns, (s) => ({
    ...chance(kept, s),
    fitted: Infinity,
    generalized: Infinity,
    guard: 1e-9,
    ...change(s),
  }));

export const delayRuns = (change: Change<typeof delay> = unchanged) =>
  invent(delay, (s) => ({
    fitted: 1,
    generalized: levels.map(() => 1),
    testAtOne: s.testSamples,
    testWhenFitted: s.testSamples,
    testAtEnd: s.testSamples,
    trainAtEnd: s.samples,
    guard: 1e-9,
    ...change(s),
  }));

export const variedRuns = (change: Change<typeof variation> = unchanged) =>
  invent(variation, (s) => ({
    ...chance(stepsOf(s), s),
    imbalance: [10, -10],
    pairs: [1000, 500, 1000, 500],
    guard: 1e-9,
    ...change(s),
  }));

export const phaseRuns = (change: Change<typeof phase> = unchanged) =>
  invent(phase, (s) => ({
    train: s.samples / 2,
    test: s.testSamples / 2,
    standardError: 0.02,
    ...change(s),
  }));

export const exactRuns = (change: Change<typeof exact> = unchanged) =>
  invent(exact, (s) => ({
    ...chance(stepsOf(s), s),
    loss: constant(stepsOf(s), log(2)),
    secondLayer: 0,
    ...change(s),
  }));
