// Patterns whose robust cone is not {0} (fact sheet, section 7): only their blocks take part in a robust program.
import { type Matrix, row, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { Problem } from './problem.ts';
import { robustInterior } from './robustInterior.ts';

export interface Survivors {
  /** Their numbers, and their rows of the patterns. */
  readonly kept: readonly number[];
  readonly active: Matrix;
  /** For every other pattern the multipliers (n) that prove its cone to be {0}, see `RobustInterior`. */
  readonly proofs: ReadonlyMap<number, Float64Array>;
}

/** The blocks of all P patterns, 2P x d row-major, from those of the survivors; the others are 0. */
export function scatter({ kept }: Survivors, P: number, blocks: Matrix): Float64Array {
  const d = blocks.cols;
  const all = new Float64Array(2 * P * d);
  kept.forEach((i, place) => {
    all.set(row(blocks, place), i * d);
    all.set(row(blocks, kept.length + place), (P + i) * d);
  });
  return all;
}

/** All patterns at radius 0. Cost: `robustInterior` per pattern. Errors: `OutOfMemoryError`. */
export function robustSurvivors(
  arena: Arena,
  { X, patterns: { active }, radius, perturbed }: Problem,
): Survivors {
  using scratch = new Arena();
  const n = X.rows;
  const G = zeros(scratch, n, X.cols);
  const kept: number[] = [];
  const proofs = new Map<number, Float64Array>();
  for (let i = 0; i < active.rows; i++) {
    for (let k = 0, e = 0; k < n; k++)
      for (let j = 0; j < X.cols; j++, e++) G.data[e] = (2 * active.data[i * n + k]! - 1) * X.data[e]!;
    const proof = radius > 0 && perturbed > 0 ? robustInterior(G, perturbed, radius).multipliers : undefined;
    if (proof) proofs.set(i, proof);
    else kept.push(i);
  }
  const rows = zeros(arena, kept.length, n);
  kept.forEach((i, place) => {
    rows.data.set(active.data.subarray(i * n, (i + 1) * n), place * n);
  });
  return { kept, active: rows, proofs };
}
