// Compiled descents of the diagonal network: the same steps as `plainLoops`, in the summation order of the kernels.
import type { Arena } from '../wasm/arena.ts';
import { compiledLoops, kernel, multipleOf4, paddedRows, paddedVector, record } from './compiledLoops.ts';
import type { DescentSettings } from './descent.ts';
import type { BatchSize, Loops } from './loops.ts';
import type { Problem } from './model.ts';

/** Copies the samples, padded with zeros, into `arena`. Cost of a step: 13d flops (one sample), 4Bd flops (B samples). */
export function diagonalLoops(
  problem: Problem,
  settings: DescentSettings,
  batchSize: BatchSize,
  arena: Arena,
): Loops {
  const { inputs, targets } = problem;
  const { rows: n, cols: d } = inputs;
  const width = multipleOf4(d);
  const x = paddedRows(arena, n, d, inputs.data);
  const y = paddedVector(arena, n, targets);
  const vector = () => arena.float64(width);
  const [a, b, beta, v] = [vector(), vector(), vector(), vector()];
  const gathers = batchSize !== 'all' && batchSize > 1;
  const batchX = gathers ? paddedRows(arena, batchSize, d) : x;
  const batchY = gathers ? paddedVector(arena, batchSize) : y;
  const noise = paddedVector(arena, batchSize === 'all' ? n : batchSize);
  return compiledLoops(problem, settings, batchSize, arena, {
    descend: batchSize === 1 ? kernel.diagonalSgd : kernel.diagonalBatches,
    network: record(arena, a, b, x, y, width, batchX, batchY, noise, beta, v),
    load(theta) {
      a.set(theta.subarray(0, d));
      b.set(theta.subarray(d));
    },
    store(theta) {
      theta.set(a.subarray(0, d));
      theta.set(b.subarray(0, d), d);
    },
  });
}
