// Samples that are active in the same patterns: they share theta_k = sum over i of d_ik (v_i - w_i).
import { type Matrix, zeros } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';

export interface SampleGroups {
  /** Distinct columns of the patterns, P x G, in the order of their first samples. */
  readonly columns: Matrix;
  /** Group of each sample, n. */
  readonly of: Int32Array;
  /** Samples of each group, G. */
  readonly counts: Float64Array;
}

/** Of patterns P x n. Cost: n P. Errors: `OutOfMemoryError`. */
export function sampleGroups(arena: Arena, active: Matrix): SampleGroups {
  const [P, n] = [active.rows, active.cols];
  const column = (k: number) => Array.from({ length: P }, (_, i) => active.data[i * n + k]!);
  const samples = Map.groupBy(
    Array.from({ length: n }, (_, k) => k),
    (k) => column(k).join(''),
  );
  const groups = [...samples.values()];
  const columns = zeros(arena, P, groups.length);
  const of = new Int32Array(n);
  groups.forEach((members, group) => {
    column(members[0]!).forEach((entry, i) => {
      columns.data[i * groups.length + group] = entry;
    });
    for (const k of members) of[k] = group;
  });
  return { columns, of, counts: Float64Array.from(groups, ({ length }) => length) };
}
