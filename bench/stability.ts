// Steps of SGD and GD on the diagonal network at the paper's size (d = 1000, n = 300), and the curvature of a minimum,
// against plain JavaScript and ml-matrix, on one core. The contenders take turns in one run, and the best of several rounds
// counts: a busy neighbour slows all. `node bench/stability.ts` prints a table (ten seconds), `--json` the numbers as JSON.
import { symmetricEigen } from '../src/linalg/index.ts';
import { stream } from '../src/random/index.ts';
import type { DescentSettings, Position } from '../src/stability/descent.ts';
import { diagonalLoops } from '../src/stability/diagonalLoops.ts';
import { createProblem, curvature, diagonalNetwork, gram } from '../src/stability/index.ts';
import { Arena } from '../src/wasm/arena.ts';

const ROUNDS = 7;
const [n, d] = [300, 1000];

using arena = new Arena();
const x = Array.from({ length: n }, (_, i) => stream('bench', i).fillUniform(new Float64Array(d), -1, 1));
const y = Float64Array.from(x, (row) => row[0]! + row[1]! + row[2]!);
const problem = createProblem(diagonalNetwork(d), x, y, arena);
const settings: DescentSettings = { learningRate: 0.1, clip: 1, tolerance: 0, quietSteps: 0, maxSteps: 1e9 };
const loops = diagonalLoops(problem, settings, arena);
const start: Position = {
  theta: stream('bench', 'theta').fillNormal(new Float64Array(2 * d)),
  steps: 0,
  loss: 100,
  lastClipped: 0,
};
const indices = stream('bench', 'indices').fillIntegers(arena.int32(8192), n);

/** eta times the factor that shortens a gradient of this length. */
const rate = (norm: number) => settings.learningRate * Math.min(1, settings.clip / norm);

function plainSgd(steps: number): void {
  const [a, b] = [start.theta.slice(0, d), start.theta.slice(d)];
  for (let t = 0; t < steps; t++) {
    const i = indices[t]!;
    const row = x[i]!;
    let f = 0;
    let squares = 0;
    for (let j = 0; j < d; j++) {
      const ax = a[j]! * row[j]!;
      const bx = b[j]! * row[j]!;
      f += ax * b[j]!;
      squares += ax * ax + bx * bx;
    }
    const e = f - y[i]!;
    const step = rate(Math.abs(e) * Math.sqrt(squares)) * e;
    for (let j = 0; j < d; j++) {
      const u = step * row[j]!;
      const aj = a[j]!;
      a[j] = aj - u * b[j]!;
      b[j]! -= u * aj;
    }
  }
}

function plainGd(steps: number): void {
  const [a, b] = [start.theta.slice(0, d), start.theta.slice(d)];
  const v = new Float64Array(d);
  for (let t = 0; t < steps; t++) {
    v.fill(0);
    for (let i = 0; i < n; i++) {
      const row = x[i]!;
      let e = -y[i]!;
      for (let j = 0; j < d; j++) e += a[j]! * b[j]! * row[j]!;
      for (let j = 0; j < d; j++) v[j]! += (e * row[j]!) / n;
    }
    let squares = 0;
    for (let j = 0; j < d; j++) squares += v[j]! * v[j]! * (a[j]! * a[j]! + b[j]! * b[j]!);
    const step = rate(Math.sqrt(squares));
    for (let j = 0; j < d; j++) {
      const u = step * v[j]!;
      const aj = a[j]!;
      a[j] = aj - u * b[j]!;
      b[j]! -= u * aj;
    }
  }
}

function plainGram(): number[][] {
  const { theta } = start;
  const scaled = x.map((row) =>
    row.map((value, j) => value * (theta[j]! * theta[j]! + theta[d + j]! * theta[d + j]!)),
  );
  return scaled.map((row) =>
    x.map((other) => {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += row[j]! * other[j]!;
      return sum;
    }),
  );
}

const K = gram(problem, start.theta, arena);

interface Contest {
  readonly task: string;
  /** Work of one call, and the unit of the result. */
  readonly unit: 'µs a step' | 'ms';
  readonly ours: { readonly run: () => void; readonly times: number };
  readonly peer: { readonly name: string; readonly run: () => void; readonly times: number };
}

const contests: readonly Contest[] = [
  {
    task: 'SGD step',
    unit: 'µs a step',
    ours: { run: () => loops.sgd(start, indices), times: indices.length },
    peer: { name: 'plain JavaScript', run: () => plainSgd(2000), times: 2000 },
  },
  {
    task: 'GD step',
    unit: 'µs a step',
    ours: { run: () => loops.gd(start, 100), times: 100 },
    peer: { name: 'plain JavaScript', run: () => plainGd(20), times: 20 },
  },
  {
    task: 'Gram matrix',
    unit: 'ms',
    ours: {
      run: () => {
        using scratch = new Arena();
        gram(problem, start.theta, scratch);
      },
      times: 1,
    },
    peer: { name: 'plain JavaScript', run: plainGram, times: 1 },
  },
  {
    task: 'Tr, ‖G‖_F, whole spectrum of K',
    unit: 'ms',
    ours: { run: () => curvature(K), times: 1 },
    peer: { name: 'ml-matrix', run: () => symmetricEigen(K), times: 1 },
  },
];

/** Least seconds of each function over the rounds, taken in turns. */
function best(...runs: (() => void)[]): number[] {
  const least = runs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++)
    runs.forEach((run, k) => {
      const before = performance.now();
      run();
      least[k] = Math.min(least[k]!, (performance.now() - before) / 1000);
    });
  return least;
}

const rows = contests.map(({ task, unit, ours, peer }) => {
  const [mine, theirs] = best(ours.run, peer.run);
  const scale = unit === 'ms' ? 1e3 : 1e6;
  const [time, peerTime] = [(scale * mine!) / ours.times, (scale * theirs!) / peer.times];
  return { task, unit, ours: time, peer: peer.name, peerTime, ratio: peerTime / time };
});

if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else
  for (const { task, unit, ours, peer, peerTime, ratio } of rows)
    console.log(
      `${task.padEnd(32)} ${ours.toPrecision(3)} ${unit}   ${peer} ${peerTime.toPrecision(3)}   ${ratio.toFixed(1)} x`,
    );
