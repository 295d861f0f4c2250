// Runs of Figure 1 of Xu et al. at the paper's size on one core, against numpy and PyTorch on the same data, whose outputs
// must agree with ours. `node bench/xor.ts` prints a table (about a minute), `--json` the same numbers as JSON.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../src/papers/xor/figure1Left.ts';
import { stream } from '../src/random/index.ts';
import { Arena } from '../src/wasm/arena.ts';
import { drawClusters, frozenDescent, initialize, reducedDimension } from '../src/xor/index.ts';
import { contestsWith, duration, type Opponent } from './peers/contest.ts';
import { startPeer } from './peers/peer.ts';
import { once, seconds } from './peers/turns.ts';

const { samples: n, testSamples: k, dimension: p, neurons: m, omega } = settings;

/** The panels of Figure 1, with the doubled step that the published curves correspond to. */
const left = { learningRate: 2e-12, readouts: Array.from({ length: 51 }, (_, t) => t) };
const right = {
  learningRate: 2e-16,
  readouts: [...new Set([0, ...Array.from({ length: 33 }, (_, i) => Math.round(5000 ** (i / 32)))])],
};
type Panel = typeof left;
const steps = ({ readouts }: Panel) => readouts.at(-1)!;

/** Largest difference of outputs at a readout, relative to the largest output there. */
const tolerance = {
  gram: 1e-9, // rounding alone
  autograd: 1e-7, // the exact derivative of the loss, which leaves 1/2 by less than 1e-8
};

function draw(seed: number, arena: Arena) {
  const { train, test, centres } = drawClusters(settings, stream('bench', seed, 'data'), arena);
  const network = initialize(
    m,
    p,
    reducedDimension(settings),
    omega,
    stream('bench', seed, 'network'),
    arena,
  );
  return { inputs: train.rows, labels: train.labels, probes: test.rows, directions: centres, ...network };
}

using arena = new Arena();
const data = draw(1, arena);
const descend = (panel: Panel) => frozenDescent({ ...data, ...panel });
const ours = (panel: Panel) => () => seconds(() => descend(panel));
function drawAll(): void {
  using scratch = new Arena();
  draw(1, scratch);
}

using peer = await startPeer('xor.py', ['numpy', 'scipy', 'torch']);
if (peer.found['numpy']) await load();

async function load(): Promise<void> {
  const { inputs, probes, weights, labels, signs } = data;
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  for (const [name, { data }] of Object.entries({ inputs, probes, weights }))
    writeFileSync(join(folder, name), data);
  writeFileSync(join(folder, 'labels'), labels);
  writeFileSync(join(folder, 'signs'), signs);
  const d = inputs.cols;
  await peer.ask('load', {
    folder,
    shapes: { inputs: [n, d], probes: [k, d], weights: [m, d], labels: [n], signs: [m] },
  });
  rmSync(folder, { recursive: true });
}

const json = process.argv.includes('--json');
const say = (line: string): void => {
  if (!json) console.log(line);
};
const contest = contestsWith(peer, say, { task: 24, peer: 28 });

const expected = new Map([left, right].map((panel) => [panel, descend(panel)]));

/** A descent by the peer; its outputs (readouts x (n + k)) must agree with ours. */
function descent(
  name: string,
  needs: readonly string[],
  panel: Panel,
  task: 'gram' | 'autograd',
  request: object,
): Opponent {
  const { train, probes } = expected.get(panel)!;
  const { learningRate: rate, readouts } = panel;
  const run = async () => {
    type Answer = { readonly seconds: number; readonly outputs: readonly number[][] };
    const answer = await peer.ask<Answer>(task, { ...request, rate, readouts });
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
  return { name, needs, run };
}

const dense = (panel: Panel, probes: 'carried' | 'counted') =>
  descent('numpy, dense masks', ['numpy'], panel, 'gram', { form: 'dense', probes });
const increments = (panel: Panel, probes: 'carried' | 'counted') =>
  descent('scipy, flipped rows', ['numpy', 'scipy'], panel, 'gram', { form: 'increments', probes });

/** A step of gradient descent in all p dimensions. */
function direct(dtype: 'float64' | 'float32'): Opponent {
  const request = { dtype, n, k, p, m, omega, rate: left.learningRate };
  const run = async () => (await peer.ask<{ readonly seconds: number }>('direct', request)).seconds;
  return { name: `PyTorch ${dtype}, p = ${p}`, needs: ['numpy', 'torch'], run };
}

const versions: { readonly [name: string]: string } = { Node: process.version.slice(1), ...peer.found };
const listed = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
say(`one thread each: ${listed.join(', ')}; best (median) of 3 to 7 rounds, the slowest descent once`);
for (const [name, reason] of Object.entries(peer.absent)) say(`without ${name}: ${reason}`);
say(`${' '.repeat(24)}${'Assay'.padEnd(20)}${'peer'.padEnd(48)}peer / Assay`);

const drawing = await contest('data and weights', 7, () => seconds(drawAll));
const leftRun = await contest('left run, 50 steps', 7, ours(left), [
  dense(left, 'carried'),
  increments(left, 'carried'),
  descent('PyTorch float64, autograd', ['numpy', 'torch'], left, 'autograd', {}),
]);
const slow = dense(right, 'counted');
const rightRun = await contest('right run, 5000 steps', 3, ours(right), [
  increments(right, 'counted'),
  { ...slow, run: once(slow.run) },
]);
const step = await contest('a step of the left run', 3, () => ours(left)() / steps(left), [
  direct('float64'),
  direct('float32'),
]);

/** Seconds of Figure 1, both panels, 100 runs each, on 2 cores, from medians; ours with data and weights, peers without. */
const figure1: { [name: string]: number } = {
  Assay: (100 / 2) * (leftRun.ours.median + rightRun.ours.median + 2 * drawing.ours.median),
};
for (const [name, { median }] of Object.entries(rightRun.peers))
  figure1[name] = (100 / 2) * (leftRun.peers[name]!.median + median);
for (const [name, { median }] of Object.entries(step.peers))
  figure1[name] = (100 / 2) * (steps(left) + steps(right)) * median;
const projected = Object.entries(figure1).map(([name, s]) => `  ${name.padEnd(28)}${duration(s)}`);
say(`Figure 1, both panels, 100 runs each, on 2 cores by these medians:\n${projected.join('\n')}`);
if (json)
  console.log(
    JSON.stringify(
      { versions, absent: peer.absent, results: [drawing, leftRun, rightRun, step], figure1 },
      null,
      2,
    ),
  );
