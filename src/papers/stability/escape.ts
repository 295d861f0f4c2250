// The one-dimensional toy of Wu, Ma and E 2018 (fact sheet, section 6): two samples with the losses
// f_k = min(x^2, c_k (x - 1)^2), which SGD with batch 1 and GD start next to the minimum x = 1.
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { log } from '../../wasm/math.ts';

export const settings = {
  learningRate: 0.7, // Wu, Ma and E
  sharpness: 2, // a: mean of the second derivatives 2 c_k at x = 1; c = 0.1 and 1.9
  nonUniformity: 1.8, // s: their standard deviation
  offset: 1e-5, // start: 1 - offset
  trajectories: 1000,
  maxSteps: 5000,
};

export type EscapeSettings = typeof settings;

/** Rates between which the toy turns unstable, in the mean square at 0.5525 and almost surely at 0.5595. */
export const rates = [0.5, 0.54, 0.55, 0.556, 0.563, 0.57, 0.6, 0.65, 0.7, 0.8, 0.9] as const;

/** Grid of the map at the paper's rate: a eta and s eta; s < a, as both losses are convex at 1. */
const levels = (count: number, perUnit: number) => Array.from({ length: count }, (_, i) => (i + 1) / perUnit);
export const map = { sharpness: levels(24, 10), nonUniformity: levels(18, 10) };

/** Second derivatives a - s and a + s of the two losses at x = 1. */
export const secondDerivatives = ({
  sharpness: a,
  nonUniformity: s,
}: Pick<EscapeSettings, 'sharpness' | 'nonUniformity'>) => [a - s, a + s] as const;

/** (1 - eta a)^2 + eta^2 s^2: what a step of SGD multiplies the mean square of x - 1 by. Stable up to 1. */
export const meanSquareFactor = ({ learningRate: eta, sharpness: a, nonUniformity: s }: EscapeSettings) =>
  (1 - eta * a) * (1 - eta * a) + eta * eta * s * s;

/** Mean of log |1 - eta f_k''|, by which log |x - 1| grows a step: x = 1 is left almost surely where it is positive. */
export const growth = (s: EscapeSettings): number =>
  secondDerivatives(s).reduce((sum, second) => sum + log(Math.abs(1 - s.learningRate * second)) / 2, 0);

const profiles = {
  paper: { trajectories: settings.trajectories, onMap: 50, every: 1 },
  quick: { trajectories: 100, onMap: 10, every: 3 },
};

export const escapes = {
  id: 'stability/escape',
  title: 'Escape of SGD from a minimum of a one-dimensional toy',
  module: import.meta.url,

  runs: (profile: Profile) => {
    const { trajectories, onMap, every } = profiles[profile];
    const atRates = rates.map((learningRate) => ({ ...settings, trajectories, learningRate }));
    const overMap = map.sharpness
      .filter((_, i) => i % every === 0)
      .flatMap((a) =>
        map.nonUniformity
          .filter((s, i) => s < a && i % every === 0)
          .map((s) => ({
            ...settings,
            trajectories: onMap,
            sharpness: a / settings.learningRate,
            nonUniformity: s / settings.learningRate,
          })),
      );
    return [...atRates, ...overMap].map((s): Run<EscapeSettings> => ({ settings: s, seed: 1 }));
  },

  cost: ({ settings: s }) => ({ seconds: 0.001 + 1.2e-8 * s.trajectories * s.maxSteps, mebibytes: 60 }),

  tolerance: {
    relative: 0,
    reason: 'arithmetic operations and drawn integers only: the same bits everywhere',
  },

  run: (s: EscapeSettings, seed: number, { signal }) => {
    const source = stream('stability/escape', seed);
    const steps = Array.from({ length: s.trajectories }, (_, i) => {
      signal.throwIfAborted();
      const samples = source.split(i).fillIntegers(new Int32Array(s.maxSteps), 2);
      return escapeStep(s, (t) => samples[t]!);
    });
    return [
      {
        /** First step at which SGD is in the basin of x = 0 for both samples, of each trajectory; Infinity: it never was. */
        steps,
        /** The same of GD. */
        gd: escapeStep(s),
      },
    ];
  },
} satisfies Experiment<EscapeSettings>;

/** `sample`: the one taken at step t; without it all are (GD). A trajectory that grows beyond 1e6 has escaped too. */
export function escapeStep(s: EscapeSettings, sample?: (t: number) => number): number {
  const seconds = secondDerivatives(s);
  let x = 1 - s.offset;
  const slopes = [0, 0];
  for (let t = 0; t <= s.maxSteps; t++) {
    let left = 0;
    for (let k = 0; k < 2; k++) {
      const isLeft = x * x < (seconds[k]! / 2) * (x - 1) * (x - 1);
      if (isLeft) left++;
      slopes[k] = isLeft ? 2 * x : seconds[k]! * (x - 1);
    }
    if (left === 2 || Math.abs(x) > 1e6) return t;
    if (t < s.maxSteps)
      x -= s.learningRate * (sample === undefined ? (slopes[0]! + slopes[1]!) / 2 : slopes[sample(t)]!);
  }
  return Infinity;
}
