// Claims about the toy of Wu, Ma and E 2018: SGD leaves a minimum that GD keeps, and where it does.
import { defineClaim, part } from '../../../spec/claim.ts';
import type { ResultsOf } from '../../../spec/experiment.ts';
import { flat, invent } from '../../../spec/flat.ts';
import { clopperPearson, exact, quantileInterval } from '../../../stats/index.ts';
import { log } from '../../../wasm/math.ts';
import { type EscapeSettings, escapes, growth, meanSquareFactor, settings } from '../escape.ts';

type Results = ResultsOf<typeof escapes>;

/** Runs of the toy of the paper at a learning rate. */
export const atRate = (results: Results, rate: number) =>
  flat(results).filter(
    (run) =>
      run.learningRate === rate &&
      run.sharpness === settings.sharpness &&
      run.nonUniformity === settings.nonUniformity,
  );

/** Runs of the map over sharpness and non-uniformity. */
export const onMap = (results: Results) =>
  flat(results).filter((run) => run.sharpness !== settings.sharpness);

const left = ({ steps }: { readonly steps: readonly number[] }) => steps.filter(Number.isFinite).length;

/** Share of all trajectories of these runs that leave. */
const leaving = (
  label: string,
  runs: readonly { readonly steps: readonly number[] }[],
  expected: readonly [number, number],
) => {
  const count = runs.reduce((sum, { steps }) => sum + steps.length, 0);
  const gone = runs.reduce((sum, run) => sum + left(run), 0);
  return part(label, { ...clopperPearson(gone, count), unit: 'trajectory' }, expected);
};

/** Share of the points of the map at which most trajectories leave exactly where a criterion says so. */
const agreeing = (
  label: string,
  results: Results,
  leaves: (run: EscapeSettings) => boolean,
  from: number,
) => {
  const points = onMap(results);
  const right = points.filter((run) => left(run) > run.trajectories / 2 === leaves(run));
  return part(label, { ...clopperPearson(right.length, points.length), unit: 'point' }, [from, 1]);
};

/** log |x - 1| grows by `growth` a step, from the start to the distance 1 of the two minima. */
export const expectedSteps = (s: EscapeSettings): number => log(1 / s.offset) / growth(s);

/** An interval in other units. */
function scaled(
  interval: ReturnType<typeof quantileInterval>,
  factor: number,
): ReturnType<typeof quantileInterval> {
  const at: (typeof interval)['at'] = (level, count) => scaled(interval.at(level, count), factor);
  return {
    ...interval,
    value: factor * interval.value,
    low: factor * interval.low,
    high: factor * interval.high,
    at,
  };
}

/** `step` of every trajectory. */
const invented = (step: number) =>
  invent(escapes, ({ trajectories }) => ({
    steps: Array.from({ length: trajectories }, () => step),
    gd: step,
  }));

const toy = 'Wu, Ma and E 2018 (the authors’ code and slides): the toy, not an experiment of this paper';

export const escapeClaims = [
  defineClaim({
    id: 'stability/escape',
    statement:
      'In the one-dimensional toy SGD leaves the minimum x = 1 within a hundred steps or so, while GD stays at the same rate, 0.7.',
    source: toy,
    trust: 'read',
    beyond: true,
    experiments: [escapes],
    tolerance: {
      from: 'theory',
      reason:
        '1000 trajectories can show shares of 0.99; the median is that of log |x - 1| growing by its mean a step, where the length of the way is known to about 15 %',
    },
    measure: ([results]) => {
      const runs = atRate(results, settings.learningRate);
      return [
        leaving('share of trajectories of SGD that leave', runs, [0.99, 1]),
        part(
          'runs of GD that leave',
          exact(runs.filter(({ gd }) => Number.isFinite(gd)).length, runs.length),
          [0, 0],
        ),
        ...runs.slice(0, 1).map((run) =>
          part(
            'median steps to leave / log(1e5) over the growth of a step',
            {
              ...scaled(quantileInterval(run.steps), 1 / expectedSteps(run)),
              unit: 'trajectory',
            },
            [0.8, 1.25],
          ),
        ),
      ];
    },
    counterexample: () => [invented(Infinity)],
  }),
  defineClaim({
    id: 'stability/escape-edge',
    statement:
      'SGD leaves where log |x - 1| grows on average (eta > 0.5595); where only its mean square grows (0.5525 < eta < 0.5595) it stays, as it does below.',
    source: 'ours: the exact criterion in one dimension and the law of large numbers',
    trust: 'derived',
    beyond: true,
    experiments: [escapes],
    tolerance: { from: 'theory', reason: '1000 trajectories a rate can show shares of 0.01 and 0.99' },
    measure: ([results]) => [
      leaving(
        'share that leaves, eta up to 0.55',
        [0.5, 0.54, 0.55].flatMap((rate) => atRate(results, rate)),
        [0, 0.01],
      ),
      leaving('share that leaves, eta = 0.556', atRate(results, 0.556), [0, 0.01]),
      leaving(
        'share that leaves, eta from 0.57',
        [0.57, 0.6, 0.65, 0.7, 0.8, 0.9].flatMap((rate) => atRate(results, rate)),
        [0.99, 1],
      ),
    ],
    counterexample: () => [invented(100)],
  }),
  defineClaim({
    id: 'stability/escape-mean-square',
    statement:
      'The exact criterion of linear stability, (1 - eta a)^2 + eta^2 s^2 <= 1, tells over sharpness and non-uniformity which minima SGD leaves.',
    source:
      'ours: the criterion of Wu, Ma and E 2018, exact in one dimension for the mean square, read as one of single runs',
    trust: 'derived',
    beyond: true,
    experiments: [escapes],
    tolerance: {
      from: 'theory',
      reason: 'a criterion: right at 95 % of the points at least, those on its edge aside',
    },
    measure: ([results]) => [
      agreeing(
        'share of points where the criterion is right',
        results,
        (run) => meanSquareFactor(run) > 1,
        0.95,
      ),
    ],
    counterexample: () => [invented(Infinity)],
  }),
  defineClaim({
    id: 'stability/escape-growth',
    statement: 'The sign of the mean growth of log |x - 1| tells it.',
    source: 'ours: the Lyapunov exponent in one dimension',
    trust: 'derived',
    beyond: true,
    experiments: [escapes],
    tolerance: { from: 'theory', reason: 'as for the mean square' },
    measure: ([results]) => [
      agreeing('share of points where the sign is right', results, (run) => growth(run) > 0, 0.95),
    ],
    counterexample: () => [invented(Infinity)],
  }),
];
