// Compiled descents of the two-layer ReLU network: the same steps as `plainLoops`, in the summation order of the kernels.
import { row } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import {
  compiledLoops,
  getRows,
  kernel,
  multipleOf4,
  paddedRows,
  paddedVector,
  record,
  setRows,
} from './compiledLoops.ts';
import type { DescentSettings } from './descent.ts';
import type { BatchSize, Loops } from './loops.ts';
import type { Problem } from './model.ts';

/**
 * Copies the samples, padded with zeros, into `arena`. Cost of a step, with half of all neurons active: 4dm flops (one
 * sample), 3Bdm flops (B samples).
 */
export function reluLoops(
  problem: Problem,
  settings: DescentSettings,
  batchSize: BatchSize,
  arena: Arena,
): Loops {
  const { inputs, targets, model } = problem;
  const { rows: n, cols: d } = inputs;
  const m = model.parameters / (d + 1);
  const W = paddedRows(arena, m, d);
  const a = paddedVector(arena, m);
  const x = paddedRows(arena, n, d, inputs.data);
  const y = paddedVector(arena, n, targets);
  const of = { m, d, n, W, a, x, y };
  const { network, descend } = batchSize === 1 ? single(problem, of, arena) : many(of, batchSize, arena);
  return compiledLoops(problem, settings, batchSize, arena, {
    descend,
    network,
    load(theta) {
      setRows(W, m, d, theta);
      a.set(theta.subarray(m * d));
    },
    store(theta) {
      getRows(W, m, d, theta);
      theta.set(a.subarray(0, m), m * d);
    },
  });
}

interface Padded {
  readonly m: number;
  readonly d: number;
  readonly n: number;
  readonly W: Float64Array;
  readonly a: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Record of assembly/relu.ts. */
function single({ inputs }: Problem, { m, d, n, W, a, x, y }: Padded, arena: Arena) {
  const squares = arena.float64(n);
  for (let i = 0; i < n; i++) squares[i] = row(inputs, i).reduce((sum, value) => sum + value * value, 0);
  const [z, pull] = [paddedVector(arena, m), paddedVector(arena, m)];
  // One entry more: the kernel writes an offset before it knows whether it counts.
  const [active, silent] = [arena.int32(a.length + 1), arena.int32(a.length + 1)];
  const sizes = [multipleOf4(d), a.length] as const;
  return {
    network: record(arena, W, a, x, y, squares, ...sizes, z, pull, active, silent),
    descend: kernel.reluSgd,
  };
}

/** Record of assembly/reluBatches.ts. */
function many({ m, d, n, W, a, x, y }: Padded, batchSize: BatchSize, arena: Arena) {
  const all = batchSize === 'all';
  const B = all ? n : batchSize;
  const [width, samples] = [multipleOf4(d), multipleOf4(B)];
  const panels = Math.ceil(d / 8);
  const network = record(
    arena,
    ...[W, a, x, y, width, a.length],
    ...[all ? x : paddedRows(arena, B, d), all ? y : paddedVector(arena, B), paddedVector(arena, B)],
    ...[paddedRows(arena, B, d), paddedRows(arena, m, d)],
    ...[arena.float64(a.length * samples), arena.float64(samples)],
    arena.float64(8 * panels * (samples + 1)),
    ...[arena.int32(a.length * (samples + 4)), arena.int32(a.length)],
    ...[paddedVector(arena, m), arena.float64(8 * panels * a.length)],
  );
  if (all) kernel.reluPack(network.byteOffset, n);
  return { network, descend: kernel.reluBatches };
}
