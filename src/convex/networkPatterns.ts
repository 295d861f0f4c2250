// The activation patterns of a network's own neurons.
import { type MatrixLike, ShapeError } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { patternsAlong } from './directions.ts';
import type { Network } from './network.ts';
import { type Patterns, patternsOf } from './patterns.ts';
import { readSamples } from './problem.ts';

/**
 * Distinct patterns of the neurons on the rows of X (n x d), in their order; neurons that are zero have none. Over these
 * patterns the convex program has an optimum no larger than the network's objective (NC), since the network's own
 * neurons are feasible. Cost: 2 n m d flops. Errors: `ShapeError`, `RangeError`.
 */
export function patternsOfNetwork(arena: Arena, X: MatrixLike, { hidden, output, d }: Network): Patterns {
  using scratch = new Arena();
  const rows = readSamples(scratch, X);
  if (rows.cols !== d)
    throw new ShapeError(`X has ${rows.cols} features but the network was trained on ${d}`);
  const bad = hidden.findIndex((weight) => !Number.isFinite(weight));
  if (bad >= 0)
    throw new RangeError(
      `neuron ${Math.floor(bad / d)} has the weight ${hidden[bad]}: finite weights were expected`,
    );
  const used = Array.from(output.keys()).filter((j) => output[j] !== 0);
  const directions = used.map((j) => hidden.subarray(j * d, (j + 1) * d));
  return { ...patternsOf(arena, patternsAlong(rows, directions)), complete: false };
}
