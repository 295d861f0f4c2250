// The features that a sampled convex program keeps in memory: those in use and those nearest to being used.
import type { Matrix } from '../linalg/index.ts';
import { type Features, writeFeatures } from './features.ts';

const SMALLEST = 512;
const SPARE = 3; // stored features for each one in use

/** The first rows of a matrix, as a view. */
export const head = ({ cols, data, arena }: Matrix, rows: number): Matrix => ({
  rows,
  cols,
  data: data.subarray(0, rows * cols),
  arena,
});

/**
 * Row `slot` of `rows` holds the feature of direction `members[slot]`, alpha its weight. The new members: all of weight
 * other than 0, then those of the largest |correlations| (of the first directions), three for each in use, at least 512 and
 * never less than before; rows that stay keep their place. Errors: none; where all rows are in use, nothing changes.
 */
export function renewPool(
  features: Features,
  rows: Matrix,
  members: Int32Array,
  alpha: Float64Array,
  correlations: Float64Array,
): Int32Array {
  const size = correlations.map(Math.abs);
  let used = 0;
  members.forEach((j, slot) => {
    if (alpha[slot] === 0) return;
    size[j] = Infinity;
    used++;
  });
  const wished = Math.max(members.length, SMALLEST, SPARE * used);
  const renewed = new Int32Array(Math.min(rows.rows, size.length, wished));
  renewed.set(members);
  const missing = new Set(
    Array.from(size, (_, j) => j)
      .sort((i, j) => (size[i] === size[j] ? i - j : size[j]! - size[i]!))
      .slice(0, renewed.length),
  );
  const free: number[] = [];
  renewed.forEach((j, slot) => {
    if (slot >= members.length || !missing.delete(j)) free.push(slot);
  });
  writeFeatures(features, [...missing], free, rows);
  [...missing].forEach((j, i) => {
    renewed[free[i]!] = j;
  });
  return renewed;
}
