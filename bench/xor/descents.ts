// Descents on XOR clusters, by ours and by programs of numpy, scipy and PyTorch.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../../src/papers/xor/figure1Left.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { drawClusters, frozenDescent, initialize, reducedDimension } from '../../src/xor/index.ts';
import { type Case, type Contender, seconds } from '../harness/contest.ts';
import { later } from '../harness/later.ts';
import { contenderOf } from '../peers/contender.ts';
import type { Peer } from '../peers/peer.ts';

/** The panels of Figure 1, with the doubled step that the published curves correspond to. */
export const left = { learningRate: 2e-12, readouts: Array.from({ length: 51 }, (_, t) => t) };
export const right = {
  learningRate: 2e-16,
  readouts: [...new Set([0, ...Array.from({ length: 33 }, (_, i) => Math.round(5000 ** (i / 32)))])],
};
type Panel = typeof left;
export const steps = ({ readouts }: Panel) => readouts.at(-1)!;

/** Largest difference of outputs at a readout, relative to the largest output there. */
const tolerance = {
  gram: 1e-9, // rounding alone
  autograd: 1e-7, // the exact derivative of the loss, which leaves 1/2 by less than 1e-8
};

export interface Sizes {
  /** Training samples, and as many for the test. */
  readonly n: number;
  readonly p: number;
  readonly m: number;
}
export const PAPER: Sizes = { n: settings.samples, p: settings.dimension, m: settings.neurons };

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
export const dense = (probes: 'carried' | 'counted', rounds?: number): Way => ({
  name: 'numpy, dense masks',
  needs: ['numpy', 'scipy'],
  task: 'gram',
  request: { form: 'dense', probes },
  ...(rounds !== undefined && { rounds }),
});
export const increments = (probes: 'carried' | 'counted'): Way => ({
  name: 'scipy, flipped rows',
  needs: ['numpy', 'scipy'],
  task: 'gram',
  request: { form: 'increments', probes },
});
export const autograd: Way = {
  name: 'PyTorch, autograd',
  needs: ['numpy', 'scipy', 'torch'],
  task: 'autograd',
  request: {},
};

/** A descent of ours and theirs; their outputs (readouts x 2n) must agree with ours. */
export function descent(
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
export function stepCase(peer: Peer, p: number, quick: boolean): Case {
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

export const drawing: Case = {
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
