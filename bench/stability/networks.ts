// The networks of the paper with data to train on or to look at.
import { stream } from '../../src/random/index.ts';
import {
  createProblem,
  diagonalNetwork,
  outputs,
  type Problem,
  twoLayerRelu,
} from '../../src/stability/index.ts';
import type { Arena } from '../../src/wasm/arena.ts';

export const SAMPLES = 300;
const n = SAMPLES;

export interface Network {
  readonly model: 'diagonal' | 'relu';
  readonly problem: Problem;
  readonly theta: Float64Array;
  readonly indices: Int32Array;
  readonly rate: number;
  readonly clip: number;
}
export type Make = (arena: Arena) => Network;

const normal = (source: ReturnType<typeof stream>, length: number, deviation: number) =>
  source.fillNormal(new Float64Array(length), 0, deviation);

/** d = 1000, beta* = (1, 1, 1, 0, ..., 0). */
export function diagonal(arena: Arena): Network {
  const d = 1000;
  const source = stream('bench stability', 'diagonal');
  const x = Array.from({ length: n }, () => source.fillUniform(new Float64Array(d), -1, 1));
  const y = x.map((row) => row[0]! + row[1]! + row[2]!);
  const problem = createProblem(diagonalNetwork(d), x, y, arena);
  const indices = source.fillIntegers(arena.int32(8192), n);
  const start = { theta: normal(source, 2 * d, 1), rate: 0.1, clip: 1 };
  return { model: 'diagonal', problem, indices, ...start };
}

/** d inputs on the sphere of radius sqrt(d), m = d neurons, ten teacher neurons; or, at a minimum, the network's own outputs. */
export const relu =
  (d: number, atMinimum = false): Make =>
  (arena) => {
    const source = stream('bench stability', 'relu', d);
    const [m, k] = [d, 10];
    const x = Array.from({ length: n }, () => source.fillSphere(new Float64Array(d), Math.sqrt(d)));
    const teacher = Array.from({ length: k }, () => source.fillSphere(new Float64Array(d)));
    const product = (v: Float64Array, row: Float64Array) =>
      v.reduce((sum, value, j) => sum + value * row[j]!, 0);
    const y = x.map((row) => teacher.reduce((sum, v) => sum + Math.max(0, product(v, row)), 0));
    const theta = Float64Array.of(...normal(source, m * d, d ** -0.25), ...normal(source, m, 1));
    const problem = createProblem(twoLayerRelu(d, m), x, y, arena);
    if (atMinimum) problem.targets.set(outputs(problem.model, theta, problem.inputs));
    const indices = source.fillIntegers(arena.int32(8192), n);
    return { model: 'relu', problem, theta, indices, rate: 0.002, clip: 100 };
  };
