// Driver of ADMM with randomized block coordinate descent, and its iteration table.
import type { Matrix } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { Problem } from './problem.ts';
import { init, monitor, type RbcdRow, type RbcdSettings, step } from './rbcd.ts';
import type { Options } from './solver.ts';

export interface RbcdTableSettings extends RbcdSettings {
  /** Outer iterations: the authors run a fixed number. */
  readonly iterations: number;
}

export interface RbcdOptions extends Omit<Options, 'report'> {
  /** Called with each row of the table and v, w (2P x d), which the next iteration overwrites. */
  readonly report?: (row: RbcdRow, blocks: Matrix) => void;
}

export interface RbcdTable {
  /** Of iterations 0 (all zero) to the last. */
  readonly rows: readonly RbcdRow[];
  /** The last v, w: 2P x d row-major. */
  readonly blocks: Float64Array;
}

/**
 * Runs `iterations` outer iterations, so without a promise about the optimum: `certify` says what the end is worth. The
 * signal is looked at before each product with X. Cost: `step` per iteration. Errors: `RangeError`, `NotFiniteError`,
 * `OutOfMemoryError`; what the signal was aborted with.
 */
export function rbcdTable(
  problem: Problem,
  settings: RbcdTableSettings,
  { signal, progress, report }: RbcdOptions = {},
): RbcdTable {
  const { iterations } = settings;
  if (!Number.isSafeInteger(iterations) || iterations < 0)
    throw new RangeError(`${iterations} iterations were asked for: an integer >= 0 was expected`);
  using arena = new Arena();
  let { rbcd, state } = init(arena, problem, settings);
  const rows: RbcdRow[] = [];
  const readOut = (): void => {
    const row = monitor(rbcd, state);
    rows.push(row);
    report?.(row, state.v);
    progress?.(iterations === 0 ? 1 : state.iteration / iterations);
  };
  const shortest = 2 * rbcd.descent.decreases.length; // products of an inner solve, which may take more
  readOut();
  while (state.iteration < iterations) {
    let products = 0;
    state = step(rbcd, state, () => {
      signal?.throwIfAborted();
      progress?.((state.iteration + products / (products + shortest)) / iterations);
      products++;
    });
    readOut();
  }
  return { rows, blocks: Float64Array.from(state.v.data) };
}
