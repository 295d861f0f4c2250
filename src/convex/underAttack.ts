// Outputs of a network on samples that an ascent has moved within their balls (fact sheet, section 7).
import { fromRows, fromVector, type MatrixLike, ShapeError, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { blocksOf, forward, loadWeights, rowsOf, zeroWeights } from './backprop.ts';
import type { Loss } from './loss.ts';
import type { Network } from './network.ts';
import { type Ascent, perturb } from './perturb.ts';
import type { Options } from './solver.ts';

/**
 * Outputs on the rows of X (n x d, targets y) as the ascent leaves them, n. Where the hinge is flat the ascent lowers the
 * margin, so that samples on the right side with room to spare are attacked as well. Cost: 4 n m d flops per step; memory:
 * 3 n d doubles. Errors: `ShapeError`, `RangeError` for outputs that are not finite, the reason of an aborted signal.
 */
export function underAttack(
  network: Network,
  X: MatrixLike,
  y: ArrayLike<number>,
  loss: Loss,
  ascent: Ascent,
  { signal }: Pick<Options, 'signal'> = {},
): Float64Array {
  using arena = new Arena();
  const [samples, clean, targets] = [fromRows(arena, X), fromRows(arena, X), fromVector(arena, y)];
  const [n, m, d] = [samples.rows, network.output.length, network.d];
  if (samples.cols !== d)
    throw new ShapeError(`X has ${samples.cols} features but the network was trained on ${d}`);
  if (targets.length !== n) throw new ShapeError(`X has ${n} rows but y has ${targets.length} entries`);
  const outputs = new Float64Array(n);
  if (m === 0) return outputs;
  const weights = zeroWeights(arena, m, d);
  loadWeights(weights, network);
  const [slopes, unused] = [zeros(arena, n, d), arena.float64(m)];
  let first = 0;
  for (const block of blocksOf(arena, samples, targets, m)) {
    const { rows } = block.X;
    const room = { block, clean: rowsOf(clean, first, rows), slopes: rowsOf(slopes, 0, rows), unused };
    let finite = true;
    for (let step = 0; step < ascent.steps && finite; step++) {
      signal?.throwIfAborted();
      finite = perturb(weights, room, loss, ascent);
    }
    if (!(finite && forward(weights, block, loss)))
      throw new RangeError('outputs of the network are not finite: it has diverged, and there is no attack');
    outputs.set(block.z, first);
    first += rows;
  }
  return outputs;
}
