// Gram matrix K = J J' of the two-layer ReLU network: sums over neurons instead of over its m (d + 1) parameters.
import { type Matrix, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { kernel, multipleOf4, paddedRows, paddedVector, record } from './compiledLoops.ts';

/**
 * <g_i, g_k> = sum_j relu(z_ij) relu(z_kj) + <x_i, x_k> sum_j a_j^2 1[z_ij > 0] 1[z_kj > 0] with z_ij = <w_j, x_i>, for
 * m neurons.
 */
export function reluGram(theta: Float64Array, inputs: Matrix, m: number, arena: Arena): Matrix {
  const { rows: n, cols: d } = inputs;
  const K = zeros(arena, n, n);
  using scratch = new Arena();
  const sizes = [multipleOf4(n), multipleOf4(m), multipleOf4(d)] as const;
  const [samples, neurons] = sizes;
  const operands = record(
    scratch,
    paddedRows(scratch, m, d, theta),
    paddedVector(scratch, m, theta.subarray(m * d)),
    paddedRows(scratch, n, d, inputs.data),
    ...sizes,
    ...[paddedRows(scratch, n, d), paddedRows(scratch, m, d)],
    ...[scratch.float64(samples * neurons), scratch.float64(samples * neurons), scratch.float64(48)],
    ...[K.data, n],
  );
  kernel.reluGram(operands.byteOffset);
  return K;
}
