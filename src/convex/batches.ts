// The samples of each step of an epoch, in blocks, with room for their perturbed copies.
import { zeros } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { type Block, blocksOf, rowsOf, type Weights } from './backprop.ts';
import { kernels } from './kernels.ts';
import type { Ascent, Perturbation } from './perturb.ts';
import type { NetworkProblem } from './problem.ts';

export interface Prepared {
  readonly block: Block;
  readonly perturbation?: Perturbation;
}

/** The batches of an epoch: all samples where they lie, or some of them copied to one place. */
export function batchesOf(
  arena: Arena,
  { X, y }: NetworkProblem,
  { hidden }: Weights,
  { batch, ascent }: { readonly batch: number; readonly ascent?: Ascent },
) {
  const m = hidden.rows;
  const prepare = (blocks: readonly Block[]): Prepared[] =>
    ascent === undefined ? blocks.map((block) => ({ block })) : perturbations(arena, blocks, m);
  if (batch >= X.rows) {
    const all = prepare(blocksOf(arena, X, y, m));
    return { perEpoch: 1, shuffle: () => {}, take: () => all };
  }
  const rest = X.rows % batch;
  const [rows, targets] = [zeros(arena, batch, X.cols), arena.float64(batch)];
  const full = prepare(blocksOf(arena, rows, targets, m));
  const last =
    rest === 0 ? full : prepare(blocksOf(arena, rowsOf(rows, 0, rest), targets.subarray(0, rest), m));
  const numbers = arena.int32(X.rows);
  const perEpoch = Math.ceil(X.rows / batch);
  return {
    perEpoch,
    shuffle: (source: Stream) => numbers.set(source.permutation(X.rows)),
    take(place: number): readonly Prepared[] {
      const count = Math.min(batch, X.rows - place * batch);
      const from = numbers.byteOffset + 4 * place * batch;
      kernels.gatherRows(count, from, X.data.byteOffset, 8 * X.cols, rows.data.byteOffset);
      kernels.gatherRows(count, from, y.byteOffset, 8, targets.byteOffset);
      return place < perEpoch - 1 ? full : last;
    },
  };
}

/** Blocks with room for their perturbed samples, which all of them share. */
function perturbations(arena: Arena, blocks: readonly Block[], m: number): Prepared[] {
  const { rows, cols } = blocks[0]!.X;
  const [moved, slopes, unused] = [zeros(arena, rows, cols), zeros(arena, rows, cols), arena.float64(m)];
  return blocks.map((block) => {
    const k = block.y.length;
    const perturbed = { ...block, X: rowsOf(moved, 0, k) };
    return {
      block,
      perturbation: { block: perturbed, clean: block.X, slopes: rowsOf(slopes, 0, k), unused },
    };
  });
}
