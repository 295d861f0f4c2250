// Paper 2: the dynamics on XOR clusters at the paper's size on one core, against numpy, scipy and PyTorch on the same data, whose
// outputs must agree with ours.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../../src/papers/xor/figure1Left.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { drawClusters, frozenDescent, initialize, reducedDimension } from '../../src/xor/index.ts';
import { type Case, type Contender, contest, type Measured, resultOf, seconds } from '../harness/contest.ts';
import { type Group, type Task, taskOf } from '../harness/group.ts';
import { later } from '../harness/later.ts';
import type { CaseResult } from '../harness/results.ts';
import { contenderOf } from '../peers/contender.ts';
import { type Peer, startPeer } from '../peers/peer.ts';

/** The panels of Figure 1, with the doubled step that the published curves correspond to. */
const left = { learningRate: 2e-12, readouts: Array.from({ length: 51 }, (_, t) => t) };
const right = {
  learningRate: 2e-16,
  readouts: [...new Set([0, ...Array.from({ length: 33 }, (_, i) => Math.round(5000 ** (i / 32)))])],
};
type Panel = typeof left;
const steps = ({ readouts }: Panel) => readouts.at(-1)!;
const [RUNS, CORES] = [100, 2]; // of each panel of the figure

/** Largest difference of outputs at a readout, relative to the largest output there. */
const tolerance = {
  gram: 1e-9, // rounding alone
  autograd: 1e-7, // the exact derivative of the loss, which leaves 1/2 by less than 1e-8
};

interface Sizes {
  /** Training samples, and as many for the test. */
  readonly n: number;
  readonly p: number;
  readonly m: number;
}
const PAPER: Sizes = { n: settings.samples, p: settings.dimension, m: settings.neurons };

function draw({ n, p, m }: Sizes, arena: Arena) {
  const sizes = { ...settings, samples: n, testSamples: n, dimension: p };
  const { train, test, centres } = drawClusters(sizes, stream('bench', 1, 'data'), arena);
  const drawn = reducedDimension(sizes);
  const network = initialize(m, p, drawn, settings.omega, stream('bench', 1, 'network'), arena);
  return { inputs: train.rows, labels: train.labels, probes: test.rows, directions: centres, ...network };
}
type Data = ReturnType<typeof draw>;

async function load(peer: Peer, { inputs, probes, weights, labels, signs }: Data): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  for (const [name, { data }] of Object.entries({ inputs, probes, weights }))
    writeFileSync(join(folder, name), data);
  writeFileSync(join(folder, 'labels'), labels);
  writeFileSync(join(folder, 'signs'), signs);
  const [n, k, m, d] = [inputs.rows, probes.rows, weights.rows, inputs.cols];
  const shapes = { inputs: [n, d], probes: [k, d], weights: [m, d], labels: [n], signs: [m] };
  await peer.ask('load', { folder, shapes });
  rmSync(folder, { recursive: true });
}

interface Way {
  readonly name: string;
  readonly needs: readonly string[];
  readonly task: 'gram' | 'autograd';
  readonly request: object;
  readonly rounds?: number;
}
const dense = (probes: 'carried' | 'counted', rounds?: number): Way => ({
  name: 'numpy, dense masks',
  needs: ['numpy', 'scipy'],
  task: 'gram',
  request: { form: 'dense', probes },
  ...(rounds !== undefined && { rounds }),
});
const increments = (probes: 'carried' | 'counted'): Way => ({
  name: 'scipy, flipped rows',
  needs: ['numpy', 'scipy'],
  task: 'gram',
  request: { form: 'increments', probes },
});
const autograd: Way = {
  name: 'PyTorch, autograd',
  needs: ['numpy', 'scipy', 'torch'],
  task: 'autograd',
  request: {},
};

/** A descent of ours and theirs; their outputs (readouts x 2n) must agree with ours. */
function descent(
  peer: Peer,
  name: string,
  panel: Panel,
  sizes: Sizes,
  ways: readonly Way[],
  more: Pick<Case, 'rounds' | 'memory' | 'size'>,
): Case {
  const { learningRate: rate, readouts } = panel;
  return {
    name,
    ...more,
    contenders: (arena) => {
      const data = draw(sizes, arena);
      const descend = () => frozenDescent({ ...data, ...panel });
      const expected = later(descend);
      const loaded = later(() => load(peer, data));
      const theirs = ({ name, needs, task, request, rounds }: Way): Contender[] => {
        const run = async () => {
          type Answer = { readonly seconds: number; readonly outputs: readonly number[][] };
          const answer = await peer.ask<Answer>(task, { ...request, rate, readouts });
          const { train, probes } = expected();
          readouts.forEach((t, i) => {
            const f = [...train[i]!, ...probes[i]!];
            const difference = Math.max(...f.map((value, j) => Math.abs(value - answer.outputs[i]![j]!)));
            const relative = difference / Math.max(...f.map(Math.abs));
            if (!(relative <= tolerance[task]))
              throw new Error(
                `${name}: an output at step ${t} differs from ours by ${relative} of the largest, more than ${tolerance[task]}`,
              );
          });
          return answer.seconds;
        };
        return contenderOf(peer, needs, { name, prepare: loaded, run, rounds });
      };
      return [{ name: 'Assay', run: () => seconds(descend) }, ...ways.flatMap(theirs)];
    },
  };
}

/** A step in all p dimensions, as without the reduction that ours makes: their time does not depend on the values. */
function stepCase(peer: Peer, p: number, quick: boolean): Case {
  return {
    name: 'a step of gradient descent in p dimensions',
    size: { symbol: 'p', value: p },
    rounds: quick ? 1 : 3,
    contenders: (arena) => {
      const data = draw({ ...PAPER, p }, arena);
      const { n, m } = PAPER;
      const direct = (dtype: 'float64' | 'float32') => {
        const request = { dtype, n, k: n, p, m, omega: settings.omega, rate: left.learningRate };
        const run = async () => (await peer.ask<{ readonly seconds: number }>('direct', request)).seconds;
        return contenderOf(peer, ['numpy', 'scipy', 'torch'], { name: `PyTorch ${dtype}`, run });
      };
      const run = () => seconds(() => frozenDescent({ ...data, ...left })) / steps(left);
      return [{ name: 'Assay', run }, ...direct('float32'), ...direct('float64')];
    },
  };
}

const drawing: Case = {
  name: 'data and weights of a run',
  rounds: 7,
  contenders: () => [
    {
      name: 'Assay',
      run: () =>
        seconds(() => {
          using scratch = new Arena();
          draw(PAPER, scratch);
        }),
    },
  ],
};

const FIGURE = 'Figure 1, 200 runs on 2 cores';

/** From the medians of its parts, as its peers take hours; ours with data and weights, theirs without. */
function figure(parts: ReadonlyMap<string, CaseResult>): CaseResult {
  const median = (label: string, name: string): number | undefined =>
    parts.get(label)?.contestants.find((one) => one.name === name)?.median;
  const sum = (...values: (number | undefined)[]): number[] => {
    const total = values.reduce((a, b) => (a === undefined || b === undefined ? undefined : a + b));
    return total === undefined ? [] : [(RUNS / CORES) * total];
  };
  const note = 'from the medians of its parts';
  const own = median('data and weights of a run', 'Assay');
  const runs = (name: string) => sum(median(LEFT, name), median(RIGHT, name));
  const step = median(`a step of gradient descent in p dimensions`, 'PyTorch float32');
  const measured: Measured[] = [
    { name: 'Assay', rounds: sum(median(LEFT, 'Assay'), median(RIGHT, 'Assay'), own, own), note },
    ...['scipy, flipped rows', 'numpy, dense masks'].map((name) => ({ name, rounds: runs(name), note })),
    {
      name: 'PyTorch float32',
      rounds: step === undefined ? [] : sum((steps(left) + steps(right)) * step),
      note: `${note}, in all p dimensions`,
    },
  ];
  return resultOf(
    { name: FIGURE },
    measured.filter(({ rounds }) => rounds.length > 0),
  );
}

const [LEFT, RIGHT] = ['left run, 50 steps', 'right run, 5000 steps'];

export const xor: Group = {
  title: 'XOR clusters: dynamics at the size of the paper',
  seconds: { full: 120, quick: 30 },
  open: async (quick) => {
    const peer = await startPeer('xor.py', ['numpy', 'scipy', 'torch']);
    const parts = new Map<string, CaseResult>();
    const kept = (one: Case): Task => ({
      ...taskOf(one),
      measure: async () => {
        const result = await contest(one);
        parts.set(one.name, result);
        return [result];
      },
    });
    const some = <T>(values: readonly T[]): readonly T[] => (quick ? values.slice(1, 3) : values);
    const growing = (name: string, symbol: keyof Sizes, values: readonly number[]) =>
      some(values).map((value) =>
        taskOf(
          descent(peer, name, left, { ...PAPER, [symbol]: value }, [increments('carried'), autograd], {
            rounds: quick ? 2 : 5,
            memory: symbol === 'n',
            size: { symbol, value },
          }),
        ),
      );
    const leftWays = [dense('carried'), increments('carried'), autograd];
    const rightWays = quick ? [] : [increments('counted'), dense('counted', 1)];
    return {
      tasks: [
        kept(drawing),
        kept(descent(peer, LEFT, left, PAPER, leftWays, { rounds: quick ? 3 : 7 })),
        kept(descent(peer, RIGHT, right, PAPER, rightWays, { rounds: quick ? 1 : 3 })),
        ...(quick ? [10_000] : [2500, 5000, 10_000, 20_000, 40_000]).map((p) =>
          kept(stepCase(peer, p, quick)),
        ),
        ...(quick ? [] : [{ label: FIGURE, measure: async () => [figure(parts)] }]),
        ...growing('left run as samples grow', 'n', [50, 100, 200, 300, 400]),
        ...growing('left run as the width grows', 'm', [125, 250, 500, 1000, 2000]),
      ],
      versions: peer.found,
      absent: peer.absent,
      [Symbol.asyncDispose]: async () => peer[Symbol.dispose](),
    };
  },
};
