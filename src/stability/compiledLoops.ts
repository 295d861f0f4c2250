// What compiled loops share: the records that the kernels read (assembly/rule.ts), and theta on its way in and out.
import { fromVector } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { loadWasm } from '../wasm/load.ts';
import type { DescentSettings } from './descent.ts';
import type { BatchSize, Loops } from './loops.ts';
import type { Problem } from './model.ts';

/** Addresses of the records. */
type Descend = (network: number, steps: number, rule: number, position: number) => void;

export const kernel = loadWasm<{
  diagonalSgd: Descend;
  diagonalBatches: Descend;
  reluSgd: Descend;
  reluBatches: Descend;
  reluPack: (network: number, batch: number) => void;
  reluGram: (operands: number) => void;
}>('stability');

export const multipleOf4 = (length: number): number => 4 * Math.ceil(length / 4);

/** Numbers, and addresses of vectors (0: none), as 32-bit integers one behind the other. */
export function record(arena: Arena, ...fields: readonly (number | Float64Array | Int32Array)[]): Int32Array {
  const words = arena.int32(fields.length);
  words.set(fields.map((field) => (typeof field === 'number' ? field : field.byteOffset)));
  return words;
}

/** Copy of a vector, padded with zeros to `length` and further to a multiple of 4. */
export function paddedVector(arena: Arena, length: number, data?: Float64Array): Float64Array {
  const copy = arena.float64(multipleOf4(length));
  if (data) copy.set(data);
  return copy;
}

/** Copy of rows of length d, padded with zeros to multiples of 4 in both directions. */
export function paddedRows(arena: Arena, rows: number, d: number, data?: Float64Array): Float64Array {
  const copy = arena.float64(multipleOf4(rows) * multipleOf4(d));
  if (data) setRows(copy, rows, d, data);
  return copy;
}

/** Copies rows of length d into padded ones. */
export function setRows(to: Float64Array, rows: number, d: number, data: Float64Array): void {
  const width = multipleOf4(d);
  for (let i = 0; i < rows; i++) to.set(data.subarray(i * d, (i + 1) * d), i * width);
}

/** Copies padded rows to rows of length d. */
export function getRows(from: Float64Array, rows: number, d: number, to: Float64Array): void {
  const width = multipleOf4(d);
  for (let i = 0; i < rows; i++) to.set(from.subarray(i * width, i * width + d), i * d);
}

interface CompiledNetwork {
  readonly descend: Descend;
  readonly network: Int32Array;
  /** Copies theta to where the kernel works on it, and back. */
  readonly load: (theta: Float64Array) => void;
  readonly store: (theta: Float64Array) => void;
}

export function compiledLoops(
  { inputs }: Problem,
  { clip, tolerance, quietSteps }: DescentSettings,
  batchSize: BatchSize,
  arena: Arena,
  { descend, network, load, store }: CompiledNetwork,
): Loops {
  const batch = batchSize === 'all' ? inputs.rows : batchSize;
  const rule = fromVector(arena, [clip, tolerance, quietSteps, batch / inputs.rows]);
  const position = arena.float64(3);
  const stepsRecord = arena.int32(6);
  return (from, { count, rates, samples, noise }) => {
    load(from.theta);
    position.set([from.steps, from.loss, from.lastClipped]);
    const addresses = [samples?.byteOffset ?? 0, noise?.byteOffset ?? 0, rates.byteOffset];
    stepsRecord.set([count, batch, ...addresses, rates.length === 1 ? 0 : 8]);
    descend(network.byteOffset, stepsRecord.byteOffset, rule.byteOffset, position.byteOffset);
    const theta = new Float64Array(from.theta.length);
    store(theta);
    return { theta, steps: position[0]!, loss: position[1]!, lastClipped: position[2]! };
  };
}
