// The landscape that back-propagation crosses in the toy: planes through the start, the end and a global optimum.
import { type Network, networkObjective, train } from '../../convex/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { planeThrough } from './plane.ts';
import { boundsOf, firstNetwork, globalOptimum, orderOf, readouts, settingsOf } from './toy.ts';

const WIDTH = 8;

const base = {
  ...settingsOf('descent', WIDTH),
  columns: 91,
  rows: 61,
  margin: 0.35, // beyond the outermost of the three points, as a share of their extent
};

/** Of `toy`: the first descents that end at 50 and at 139 times the optimum. */
export const seeds = [2, 8];

type LandscapeSettings = typeof base;

const profiles: Record<Profile, { epochs: number; seeds: readonly number[] }> = {
  paper: { epochs: base.epochs, seeds },
  quick: { epochs: 10_000, seeds },
};

export const toyLandscape = {
  id: 'convex/toy-landscape',
  title: 'Five points on a line: planes through the start and the end of a descent and a global optimum',
  module: import.meta.url,
  runs: (profile) =>
    profiles[profile].seeds.map(
      (seed): Run<LandscapeSettings> => ({ settings: { ...base, epochs: profiles[profile].epochs }, seed }),
    ),
  cost: () => ({ seconds: 0.4, mebibytes: 110 }),
  tolerance: { relative: 0, reason: 'fixed order of summation: the same bits everywhere' },
  run: (s: LandscapeSettings, seed: number, { signal, progress }) => {
    using arena = new Arena();
    const { problem, optimum, network } = globalOptimum(arena, s);
    const start = firstNetwork(s.width, seed);
    const at = new Set(readouts(s.epochs));
    const passed = [vectorOf(start)];
    const trained = train(problem, start, { ...s, rule: 'momentum' }, orderOf(s, seed), {
      signal,
      progress: (fraction) => progress(0.8 * fraction),
      report: (epoch, now) => {
        if (at.has(epoch)) passed.push(vectorOf(now));
      },
    });
    signal.throwIfAborted();
    const end = vectorOf(trained.network);
    const nearest = vectorOf(nearestForm(network, trained.network));
    const plane = planeThrough(end, nearest, passed[0]!);
    const track = passed.map(plane.coordinates);
    const corners = [...track, plane.coordinates(nearest)];
    const axis = (of: 0 | 1, count: number): number[] => {
      const [low, high] = [Math.min(...corners.map((c) => c[of])), Math.max(...corners.map((c) => c[of]))];
      const room = s.margin * (high - low);
      return Array.from(
        { length: count },
        (_, i) => low - room + (i / (count - 1)) * (high - low + 2 * room),
      );
    };
    const [along, across] = [axis(0, s.columns), axis(1, s.rows)];
    const objectiveAt = (a: number, b: number) =>
      networkObjective(problem, networkOf(plane.point(a, b), s.width));
    return [
      {
        ...boundsOf(optimum),
        /** Distance of the end, at (0, 0), from the nearest global optimum, at (distance, 0). */
        distance: plane.distance,
        end: trained.objective,
        /** Coordinates of the plane, and (NC) there, `across` by `along`. */
        along,
        across,
        objective: across.map((b) => along.map((a) => objectiveAt(a, b))),
        /** (NC) on the line through the end and the optimum, `along`. */
        line: along.map((a) => objectiveAt(a, 0)),
        /** The descent, projected on the plane. */
        trackAlong: track.map(([a]) => a),
        trackAcross: track.map(([, b]) => b),
      },
    ];
  },
} satisfies Experiment<LandscapeSettings>;

/** All weights: u_1, alpha_1, u_2, .. */
function vectorOf({ hidden, output, d }: Network): Float64Array {
  const all = new Float64Array(output.length * (d + 1));
  output.forEach((alpha, j) => {
    all.set(hidden.subarray(j * d, (j + 1) * d), j * (d + 1));
    all[j * (d + 1) + d] = alpha;
  });
  return all;
}

function networkOf(all: Float64Array, width: number): Network {
  const d = all.length / width - 1;
  const hidden = new Float64Array(width * d);
  const output = new Float64Array(width);
  for (let j = 0; j < width; j++) {
    hidden.set(all.subarray(j * (d + 1), j * (d + 1) + d), j * d);
    output[j] = all[j * (d + 1) + d]!;
  }
  return { hidden, output, d };
}

/** The network with its neurons in those places of `other`, of more neurons, where all weights together are nearest to it. */
export function nearestForm(network: Network, other: Network): Network {
  const [few, width, d] = [network.output.length, other.output.length, network.d];
  const weights = (of: Network, j: number) => [...of.hidden.subarray(j * d, (j + 1) * d), of.output[j]!];
  const gain = Array.from({ length: few }, (_, i) =>
    Array.from({ length: width }, (_, j) =>
      weights(network, i).reduce((sum, value, e) => sum + value * weights(other, j)[e]!, 0),
    ),
  );
  let best = { gain: -Infinity, places: [] as number[] };
  const place = (i: number, places: number[], sum: number): void => {
    if (i === few) {
      if (sum > best.gain) best = { gain: sum, places };
      return;
    }
    for (let j = 0; j < width; j++) if (!places.includes(j)) place(i + 1, [...places, j], sum + gain[i]![j]!);
  };
  place(0, [], 0);
  const form = { hidden: new Float64Array(width * d), output: new Float64Array(width), d };
  best.places.forEach((j, i) => {
    form.hidden.set(network.hidden.subarray(i * d, (i + 1) * d), j * d);
    form.output[j] = network.output[i]!;
  });
  return form;
}
