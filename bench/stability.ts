// Steps of SGD and GD on the diagonal and on the two-layer ReLU network at the paper's sizes, and the curvature of a minimum,
// against numpy and PyTorch on the same data, whose results must agree with ours, on one core. The contenders take turns in
// one run, and the best of several rounds counts: a busy neighbour slows all.
// `node bench/stability.ts` prints a table (half a minute), `--json` the same numbers as JSON.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stream } from '../src/random/index.ts';
import {
  type BatchSize,
  createProblem,
  type DescentSettings,
  diagonalNetwork,
  gram,
  type Position,
  type Problem,
  symmetricEigenvalues,
  twoLayerRelu,
} from '../src/stability/index.ts';
import { loopsOf, plainLoops } from '../src/stability/loops.ts';
import { Arena } from '../src/wasm/arena.ts';
import { contestsWith, type Opponent, type Result } from './peers/contest.ts';
import { startPeer } from './peers/peer.ts';
import { seconds } from './peers/turns.ts';

const ROUNDS = 9;
const TOLERANCE = 1e-9; // of the largest entry; rounding alone
const n = 300;

using arena = new Arena();
const source = stream('bench stability');
const normal = (length: number, deviation: number) =>
  source.fillNormal(new Float64Array(length), 0, deviation);

interface Network {
  readonly name: string;
  readonly model: 'diagonal' | 'relu';
  readonly problem: Problem;
  readonly theta: Float64Array;
  readonly indices: Int32Array;
  readonly rate: number;
  readonly clip: number;
}

/** d = 1000, beta* = (1, 1, 1, 0, ..., 0). */
function diagonal(): Network {
  const d = 1000;
  const x = Array.from({ length: n }, () => source.fillUniform(new Float64Array(d), -1, 1));
  const y = x.map((row) => row[0]! + row[1]! + row[2]!);
  const problem = createProblem(diagonalNetwork(d), x, y, arena);
  const indices = source.fillIntegers(arena.int32(8192), n);
  const start = { theta: normal(2 * d, 1), rate: 0.1, clip: 1 };
  return { name: 'diagonal, d = 1000', model: 'diagonal', problem, indices, ...start };
}

/** d = m = 100, inputs on the sphere of radius sqrt(d), ten teacher neurons. */
function relu(): Network {
  const [d, m, k] = [100, 100, 10];
  const x = Array.from({ length: n }, () => source.fillSphere(new Float64Array(d), Math.sqrt(d)));
  const teacher = Array.from({ length: k }, () => source.fillSphere(new Float64Array(d)));
  const product = (v: Float64Array, row: Float64Array) =>
    v.reduce((sum, value, j) => sum + value * row[j]!, 0);
  const y = x.map((row) => teacher.reduce((sum, v) => sum + Math.max(0, product(v, row)), 0));
  const problem = createProblem(twoLayerRelu(d, m), x, y, arena);
  const theta = Float64Array.of(...normal(m * d, d ** -0.25), ...normal(m, 1));
  const indices = source.fillIntegers(arena.int32(8192), n);
  return { name: 'ReLU, d = m = 100', model: 'relu', problem, theta, indices, rate: 0.002, clip: 100 };
}

using peer = await startPeer('stability.py', ['numpy', 'torch']);

async function load(networks: readonly Network[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const arrays: { [name: string]: [number[], string] } = {};
  const write = (name: string, values: Float64Array | Int32Array, ...shape: number[]) => {
    writeFileSync(join(folder, name), values);
    arrays[name] = [shape, values instanceof Float64Array ? 'float64' : 'int32'];
  };
  for (const { model, problem, theta, indices } of networks) {
    write(`${model}-theta`, theta, theta.length);
    write(`${model}-inputs`, problem.inputs.data, n, problem.inputs.cols);
    write(`${model}-targets`, problem.targets, n);
    write(`${model}-indices`, indices, indices.length);
  }
  await peer.ask('load', { folder, arrays });
  rmSync(folder, { recursive: true });
}

const json = process.argv.includes('--json');
const say = (line: string): void => {
  if (!json) console.log(line);
};
const contest = contestsWith(peer, say, { task: 38, peer: 18 });

/** Seconds of a peer's answer, whose values must agree with ours; divided by `times`. */
function asked(
  library: 'numpy' | 'torch',
  task: string,
  request: object,
  ours: Float64Array,
  times = 1,
): Opponent {
  const name = library === 'numpy' ? 'numpy' : 'PyTorch';
  const run = async () => {
    type Answer = { readonly seconds: number; readonly values: readonly number[] };
    const { seconds, values } = await peer.ask<Answer>(task, { ...request, library });
    const largest = ours.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const apart = ours.reduce((most, value, k) => Math.max(most, Math.abs(value - values[k]!)), 0);
    if (!(apart <= TOLERANCE * largest))
      throw new Error(
        `${name}, ${task}: an entry differs from ours by ${apart / largest} of the largest, more than ${TOLERANCE}`,
      );
    return seconds / times;
  };
  return { name, needs: library === 'numpy' ? ['numpy'] : ['numpy', 'torch'], run };
}

/** A step on so many samples: ours in a call of `count` steps, the others in fewer. */
function step(network: Network, batchSize: BatchSize, count: number, theirs: number): Promise<Result> {
  const { name, model, problem, theta, indices, rate, clip } = network;
  const settings: DescentSettings = { learningRate: rate, clip, tolerance: 0, quietSteps: 0, maxSteps: 1e9 };
  const loops = loopsOf(problem, settings, batchSize, arena);
  const plain = plainLoops(problem, settings, batchSize);
  const from: Position = { theta, steps: 0, loss: 1, lastClipped: 0 };
  const rates = arena.float64(1).fill(rate);
  const samples = batchSize === 'all' ? undefined : indices;
  const steps = (count: number) => ({ count, rates, samples, noise: undefined });
  const request = { model, batch: batchSize === 'all' ? 0 : batchSize, steps: theirs, rate, clip };
  const expected = loops(from, steps(theirs)).theta;
  const plainSteps = Math.max(1, theirs / 10);
  return contest(
    `${name}: ${batchSize === 'all' ? 'GD step' : `SGD step, B = ${batchSize}`}`,
    ROUNDS,
    () => seconds(() => loops(from, steps(count))) / count,
    [
      asked('numpy', 'descent', request, expected, theirs),
      asked('torch', 'descent', request, expected, theirs),
      {
        name: 'plain loops',
        needs: [],
        run: () => seconds(() => plain(from, steps(plainSteps))) / plainSteps,
      },
    ],
  );
}

function gramMatrix({ name, model, problem, theta }: Network): Promise<Result> {
  const K = gram(problem, theta, arena).data;
  const ours = () =>
    seconds(() => {
      using scratch = new Arena();
      gram(problem, theta, scratch);
    });
  const opponents = (['numpy', 'torch'] as const).map((library) => asked(library, 'gram', { model }, K));
  return contest(`${name}: K = J J', n = 300`, ROUNDS, ours, opponents);
}

const networks = [diagonal(), relu()] as const;
const [diagonalNet, reluNet] = networks;
if (peer.found['numpy']) await load(networks);
const versions: { readonly [name: string]: string } = { Node: process.version.slice(1), ...peer.found };
const listed = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
say(`one thread each: ${listed.join(', ')}; best (median) of ${ROUNDS} rounds`);
for (const [name, reason] of Object.entries(peer.absent)) say(`without ${name}: ${reason}`);
say(`${' '.repeat(38)}${'Assay'.padEnd(20)}${'peer'.padEnd(38)}peer / Assay`);

const K = gram(reluNet.problem, reluNet.theta, arena);
const results = [
  await step(diagonalNet, 1, 8192, 200),
  await step(diagonalNet, 'all', 100, 20),
  await step(reluNet, 1, 8192, 200),
  await step(reluNet, 16, 500, 100),
  await step(reluNet, 'all', 30, 20),
  await gramMatrix(diagonalNet),
  await gramMatrix(reluNet),
  await contest('whole spectrum of K', ROUNDS, () => seconds(() => symmetricEigenvalues(K)), [
    asked('numpy', 'spectrum', { model: 'relu' }, symmetricEigenvalues(K)),
  ]),
];
if (json) console.log(JSON.stringify({ versions, absent: peer.absent, results }, null, 2));
