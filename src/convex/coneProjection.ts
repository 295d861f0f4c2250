// The nearest point of a pattern's cone { u : (2 D - I) X u >= 0 }, from a guess of the constraints that are active.
import {
  engine,
  type Matrix,
  NotFiniteError,
  NotPositiveDefiniteError,
  row,
  zeros,
} from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';

const TOLERANCE = 1e-13; // of a constraint, relative to its row and to u
const RIDGE = 1e-14; // relative to the trace, as duplicate rows make the Gram matrix singular
const MOST_ROUNDS = 20;
const FULL_ROUNDS = 3; // without fewer infeasibilities, before single exchanges

/**
 * u (d) <- its projection on the cone of `pattern` (n of 0 and 1) by block principal pivoting (Portugal, Judice and
 * Vicente 1994): u + G_A' eta_A with G_A u = 0, and A exchanged until eta_A >= 0 and G u >= 0. A starts with the largest
 * entries > 0 of `guess` (n) and never has more than d constraints. False, and u as it was, where that does not end: far
 * from a good guess. Cost: 2 n d + |A|^2 d flops a round, one or two from a good guess, at most 20.
 */
export function projectOntoCone(
  X: Matrix,
  pattern: Float64Array,
  guess: ArrayLike<number>,
  u: Float64Array,
): boolean {
  using scratch = new Arena();
  const { gemv } = engine();
  const [n, d] = [X.rows, X.cols];
  const point = scratch.float64(d);
  const sides = scratch.float64(n);
  const lengths = Float64Array.from({ length: n }, (_, k) => lengthOf(row(X, k)));
  const size = lengthOf(u);
  let set = steepest(lengths.keys(), (k) => guess[k]! * lengths[k]!, 0, d);
  let fewest = n + 1;
  let patience = FULL_ROUNDS;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    using face = new Arena();
    point.set(u);
    const eta = ontoFace(face, X, pattern, set, lengths, point);
    if (eta === undefined) return false;
    gemv(1, false, X, point, 0, sides);
    const inside = new Set(set);
    const outside = (k: number) => ((1 - 2 * pattern[k]!) * sides[k]!) / lengths[k]!; // 0 / 0 for zero rows
    const missing = steepest(lengths.keys(), (k) => (inside.has(k) ? 0 : outside(k)), TOLERANCE * size, n);
    const useless = set.filter((_, place) => eta[place]! < -TOLERANCE * size);
    const wrong = missing.length + useless.length;
    if (wrong === 0) {
      u.set(point);
      return true;
    }
    if (wrong < fewest) {
      fewest = wrong;
      patience = FULL_ROUNDS;
    } else patience--;
    if (patience >= 0) {
      for (const k of useless) inside.delete(k);
      for (const k of missing.slice(0, Math.max(1, d - inside.size))) inside.add(k);
    } else {
      const last = Math.max(...useless, ...missing);
      if (!inside.delete(last)) inside.add(last);
    }
    // More than d constraints have a vertex only by accident: the one with the least multiplier makes room.
    if (inside.size > d) inside.delete(set[eta.indexOf(Math.min(...eta))]!);
    set = [...inside].sort((a, b) => a - b);
  }
  return false;
}

/** At most `count` of the samples with values above `least`, by falling values, earlier samples first. */
const steepest = (
  samples: Iterable<number>,
  value: (k: number) => number,
  least: number,
  count: number,
): number[] =>
  [...samples]
    .filter((k) => value(k) > least)
    .sort((a, b) => value(b) - value(a) || a - b)
    .slice(0, count);

/** point <- its projection on G_A u = 0, and the multipliers of the unit rows of A; nothing if the face cannot be found. */
function ontoFace(
  arena: Arena,
  X: Matrix,
  pattern: Float64Array,
  set: readonly number[],
  lengths: Float64Array,
  point: Float64Array,
): Float64Array | undefined {
  const { syrk, cholesky, trsv, gemv } = engine();
  const d = X.cols;
  const rows = zeros(arena, set.length, d);
  const gram = zeros(arena, set.length, set.length);
  const eta = arena.float64(set.length);
  if (set.length === 0) return eta;
  set.forEach((k, place) => {
    const factor = (2 * pattern[k]! - 1) / lengths[k]!;
    for (let j = 0; j < d; j++) rows.data[place * d + j] = factor * X.data[k * d + j]!;
  });
  syrk(1, false, rows, 0, gram);
  for (let i = 0; i < set.length; i++) gram.data[i * set.length + i]! += RIDGE * set.length;
  gemv(-1, false, rows, point, 0, eta);
  try {
    cholesky(gram);
    trsv(false, gram, eta);
    trsv(true, gram, eta);
  } catch (error) {
    if (error instanceof NotPositiveDefiniteError || error instanceof NotFiniteError) return undefined;
    throw error;
  }
  gemv(1, true, rows, eta, 1, point);
  return eta;
}

function lengthOf(values: Float64Array): number {
  let squares = 0;
  for (let j = 0; j < values.length; j++) squares += values[j]! * values[j]!;
  return Math.sqrt(squares);
}
