// Gram matrix of the gradients of the two-layer ReLU network,
// K_ik = sum_j relu(z_ij) relu(z_kj) + <x_i, x_k> sum_j a_j^2 1[z_ij > 0] 1[z_kj > 0], tile by tile from packed panels.
import { pack } from '../../linalg/assembly/pack';
import { tile } from '../../linalg/assembly/tile';
import { relu } from './relu';

/** Samples and neurons are padded with zeros to multiples of 4, columns of W and x to `width`, a multiple of 4. */
@unmanaged class Operands {
  W: usize;
  a: usize;
  x: usize;
  samples: i32;
  neurons: i32;
  width: i32;
  packedX: usize;
  packedW: usize;
  /** Panels of 4 samples, neuron by neuron: relu(z_ij), and a_j 1[z_ij > 0]. */
  features: usize;
  slopes: usize;
  /** Three tiles of 4 x 4. */
  tiles: usize;
  /** n x n, without padding. */
  K: usize;
  n: i32;
}

function preActivations(o: Operands): void {
  const bytes = <usize>o.width << 3, panel = bytes << 2, depth = <usize>o.neurons << 5;
  const features = o.features, distance = o.slopes - features, zero = f64x2.splat(0.0);
  pack(o.samples, o.width, o.x, bytes, 8, o.packedX);
  pack(o.neurons, o.width, o.W, bytes, 8, o.packedW);
  let x = o.packedX;
  for (let to = features, end = to + <usize>(o.samples >> 2) * depth; to < end; x += panel) {
    // Rows of a tile are neurons, so that it lands as a part of the panel of its 4 samples.
    let w = o.packedW, a = o.a;
    for (const last = to + depth; to < last; to += 128, w += panel) {
      tile(o.width, 1, w, x, 0, to, 32);
      for (let at = to; at < to + 128; at += 32, a += 8) {
        const aj = v128.load_splat<f64>(a), z0 = v128.load(at), z1 = v128.load(at, 16);
        v128.store(at + distance, v128.and(aj, f64x2.gt(z0, zero)));
        v128.store(at + distance, v128.and(aj, f64x2.gt(z1, zero)), 16);
        v128.store(at, relu(z0));
        v128.store(at, relu(z1), 16);
      }
    }
  }
}

export function reluGram(o: Operands): void {
  preActivations(o);
  const depth = <usize>o.neurons << 5, panel = <usize>o.width << 5, n = o.n, K = o.K;
  const first = o.tiles, second = first + 128, third = first + 256;
  for (let i: usize = 0; i < <usize>o.samples; i += 4)
    for (let k: usize = 0; k <= i; k += 4) {
      const r = i >> 2, c = k >> 2;
      tile(o.neurons, 1, o.features + r * depth, o.features + c * depth, 0, first, 32);
      tile(o.neurons, 1, o.slopes + r * depth, o.slopes + c * depth, 0, second, 32);
      tile(o.width, 1, o.packedX + r * panel, o.packedX + c * panel, 0, third, 32);
      for (let p: usize = i; p < min(i + 4, <usize>n); p++)
        for (let q: usize = k; q < min(k + 4, p + 1); q++) {
          const at = (p - i << 5) + (q - k << 3);
          const entry = load<f64>(first + at) + load<f64>(second + at) * load<f64>(third + at);
          store<f64>(K + (p * n + q << 3), entry);
          store<f64>(K + (q * n + p << 3), entry);
        }
    }
}
