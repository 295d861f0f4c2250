// Compiled descents of the diagonal network: the same steps as `plainLoops`, in the summation order of the kernels.
import { fromVector, row } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { loadWasm } from '../wasm/load.ts';
import type { DescentSettings, Position } from './descent.ts';
import type { Loops } from './loops.ts';
import type { Problem } from './model.ts';

const kernel = loadWasm<{
  sgd: (
    a: number,
    b: number,
    x: number,
    y: number,
    width: number,
    indices: number,
    count: number,
    weight: number,
    rule: number,
    position: number,
  ) => void;
  gd: (
    a: number,
    b: number,
    x: number,
    y: number,
    samples: number,
    width: number,
    count: number,
    rule: number,
    position: number,
    beta: number,
    v: number,
  ) => void;
}>('stability');

const multipleOf4 = (length: number) => 4 * Math.ceil(length / 4);

/** Copies the samples, padded with zeros, into `arena`. Cost of a step: 13d flops (SGD), 4nd flops (GD). */
export function diagonalLoops({ inputs, targets }: Problem, settings: DescentSettings, arena: Arena): Loops {
  const { rows: n, cols: d } = inputs;
  const width = multipleOf4(d);
  const x = arena.float64(multipleOf4(n) * width);
  for (let i = 0; i < n; i++) x.set(row(inputs, i), i * width);
  const y = arena.float64(multipleOf4(n));
  y.set(targets);
  const vector = () => arena.float64(width);
  const [a, b, beta, v] = [vector(), vector(), vector(), vector()];
  const { learningRate, clip, tolerance, quietSteps } = settings;
  const rule = fromVector(arena, [learningRate, clip, tolerance, quietSteps]);
  const position = arena.float64(3);

  const run = (from: Position, steps: () => void): Position => {
    a.set(from.theta.subarray(0, d));
    b.set(from.theta.subarray(d));
    position.set([from.steps, from.loss, from.lastClipped]);
    steps();
    const theta = new Float64Array(2 * d);
    theta.set(a.subarray(0, d));
    theta.set(b.subarray(0, d), d);
    return { theta, steps: position[0]!, loss: position[1]!, lastClipped: position[2]! };
  };

  return {
    sgd: (from, indices) =>
      run(from, () =>
        kernel.sgd(
          a.byteOffset,
          b.byteOffset,
          x.byteOffset,
          y.byteOffset,
          width,
          indices.byteOffset,
          indices.length,
          1 / n,
          rule.byteOffset,
          position.byteOffset,
        ),
      ),
    gd: (from, count) =>
      run(from, () =>
        kernel.gd(
          a.byteOffset,
          b.byteOffset,
          x.byteOffset,
          y.byteOffset,
          n,
          width,
          count,
          rule.byteOffset,
          position.byteOffset,
          beta.byteOffset,
          v.byteOffset,
        ),
      ),
  };
}
