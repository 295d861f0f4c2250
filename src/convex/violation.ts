// The directions that violate the dual constraint |q' (X u)_+| <= beta ||u|| most (fact sheet, section 2): a pattern of
// such a direction lowers the optimum once it is in the program.
import { engine, type Matrix, zeros } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import { Arena } from '../wasm/arena.ts';
import { coneMaximum } from './coneMaximum.ts';
import type { Samples } from './patternsAlong.ts';

const ROUNDS = 200; // of ascent; most starts stand still before
const GROWTH = 1.5; // of the step after a rise
const SHARE = 0.5; // of the gradient behind a kink in the mean
const RISE = 1e-9; // relative, below which crossing a plane gains nothing
const SMALLEST = 1e-6; // step, relative to the unit direction, at which a start has ended

export interface Violation {
  /** Unit direction, d. */
  readonly direction: Float64Array;
  /** |q' (X u)_+|. */
  readonly value: number;
  /** Of q' (X u)_+. */
  readonly sign: 1 | -1;
}

/**
 * Near local maxima of |q' (X u)_+| over unit u (X n x d, q n) from `starts` normal directions and both signs, the
 * largest first; directions may repeat. The function is linear in each pattern's cone: a step along the normalized
 * gradient is kept where the value rises; else the next is half as long, along the mean of this gradient and that
 * behind the kink (a bundle of two). The signal ends the ascent early. Cost: up to 1600 n d flops per start.
 */
export function violations(
  X: Matrix,
  q: ArrayLike<number>,
  starts: number,
  source: Stream,
  signal?: AbortSignal,
): Violation[] {
  using arena = new Arena();
  const { gemm } = engine();
  const [n, d, S] = [X.rows, X.cols, 2 * starts];
  const [U, T, G] = [zeros(arena, S, d), zeros(arena, S, d), zeros(arena, S, d)];
  const Y = zeros(arena, S, n);
  source.fillNormal(U.data.subarray(0, starts * d));
  U.data.copyWithin(starts * d, 0, starts * d);
  for (let s = 0; s < S; s++) normalize(U.data, s, d);
  const values = new Float64Array(S);
  const steps = new Float64Array(S).fill(1);
  const rises = new Uint8Array(S);

  /** The value at a row of T; its preactivations become slopes. */
  const evaluate = (s: number): number => {
    const sign = s < starts ? 1 : -1;
    let value = 0;
    for (let k = 0, e = s * n; k < n; k++, e++) {
      const active = Y.data[e]! > 0;
      if (active) value += sign * q[k]! * Y.data[e]!;
      Y.data[e] = active ? sign * q[k]! : 0;
    }
    return value;
  };
  gemm(1, false, U, true, X, 0, Y);
  for (let s = 0; s < S; s++) values[s] = evaluate(s);
  gemm(1, false, Y, false, X, 0, G);
  for (let round = 0; round < ROUNDS && steps.some((step) => step > SMALLEST); round++) {
    if (signal?.aborted) break;
    for (let s = 0; s < S; s++) {
      const length = lengthOf(G.data, s, d);
      const step = length > 0 ? steps[s]! / length : 0;
      for (let e = s * d; e < (s + 1) * d; e++) T.data[e] = U.data[e]! + step * G.data[e]!;
      normalize(T.data, s, d);
    }
    gemm(1, false, T, true, X, 0, Y);
    for (let s = 0; s < S; s++) {
      const value = evaluate(s);
      rises[s] = value > values[s]! && lengthOf(T.data, s, d) > 0 ? 1 : 0;
      if (rises[s] === 0) continue;
      values[s] = value;
      U.data.set(T.data.subarray(s * d, (s + 1) * d), s * d);
    }
    gemm(1, false, Y, false, X, 0, T); // gradients at the ends of the steps
    for (let s = 0; s < S; s++) {
      const share = rises[s] === 1 ? 1 : SHARE;
      steps[s]! *= rises[s] === 1 ? GROWTH : 0.5;
      for (let e = s * d; e < (s + 1) * d; e++) G.data[e] = (1 - share) * G.data[e]! + share * T.data[e]!;
    }
  }
  return Array.from(
    values,
    (value, s): Violation => ({
      direction: U.data.slice(s * d, (s + 1) * d),
      value,
      sign: s < starts ? 1 : -1,
    }),
  ).toSorted((a, b) => b.value - a.value);
}

/**
 * The local maximum above a violation, exactly: within a cone it is the projection of the gradient on it; where the
 * multiplier of a sample's plane says that the value rises beyond, the sample changes sides. Returns the key of the last
 * pattern too, at whose border the direction may lie. Cost: a non-negative least-squares problem of n rows per pattern.
 */
export function localMaximum(
  samples: Samples,
  q: ArrayLike<number>,
  { value, sign, direction }: Violation,
  key: string,
): Violation & { readonly key: string } {
  let best = { value, sign, direction, key };
  for (let at = key; ; ) {
    const { rays, weights, height, direction: top } = coneMaximum(samples, q, sign, at);
    if (!(height > best.value * (1 + RISE)) && at !== key) return best;
    if (height > best.value) best = { value: height, sign, direction: top, key: at };
    let [most, crossed] = [0, -1];
    rays.forEach(({ key: i }, place) => {
      const k = samples.numbers[i]!;
      const gain = weights[place]! / samples.lengths[i]! + sign * q[k]!;
      if (gain > most) [most, crossed] = [gain, k];
    });
    if (crossed < 0) return best;
    at = `${at.slice(0, crossed)}${at[crossed] === '1' ? '0' : '1'}${at.slice(crossed + 1)}`;
  }
}

function lengthOf(data: Float64Array, s: number, d: number): number {
  let squares = 0;
  for (let e = s * d; e < (s + 1) * d; e++) squares += data[e]! * data[e]!;
  return Math.sqrt(squares);
}

function normalize(data: Float64Array, s: number, d: number): void {
  const length = lengthOf(data, s, d);
  if (length > 0) for (let e = s * d; e < (s + 1) * d; e++) data[e]! /= length;
}
