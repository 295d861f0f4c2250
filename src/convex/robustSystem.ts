// The u-step of the robust splitting: the symmetric system with
//   H = I (x) B + s_t^2 T' T + s_z^2 F' F,   B = s_v^2 I + s_r^2 E + X' S^2 X,
// for blocks u, their parts theta_k = sum_i d_ik (v_i - w_i) = (T u)_k on the perturbed features and outputs F u; E is 1 on
// these features, S scales the rows of G. v + w meets B alone, v - w besides 2 s_t^2 D D' (x) E, which is diagonal in the
// eigenvectors of D D' and a basis W of R^d with W' B W = I and W' E W diagonal; F has rank n and is put in by Woodbury's formula.
import { engine, type Matrix, symmetricEigen, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import type { SampleGroups } from './sampleGroups.ts';

const NEGLIGIBLE = 1e-14; // eigenvalue of D D', relative to the largest one

/** Square roots of the penalties. */
export interface Scales {
  /** s_v, s_r, s_t, s_z; 0 where there is no such term, but for s_v, s_z > 0. */
  readonly blocks: number;
  readonly perturbed: number;
  readonly parts: number;
  readonly outputs: number;
  /** S, n. */
  readonly slacks: Float64Array;
}

export interface RobustSystem {
  readonly X: Matrix;
  readonly active: Matrix;
  readonly groups: SampleGroups;
  /** Leading features that are perturbed. */
  readonly width: number;
  /** Eigenvectors of D D' as columns, P x r, and its eigenvalues. */
  readonly modes: Matrix;
  readonly values: Float64Array;
  /** W, d x d. */
  readonly basis: Matrix;
  /** 1 / (1 + 2 s_t^2 (eigenvalue p of D D') (eigenvalue j of E)) - 1, r x d. */
  readonly damping: Float64Array;
  /** L of I / (2 s_z^2) + F_h K^-1 F_h' = L L', n x n, for K the rest of H on v - w and F_h = [D_1 X .. D_P X]. */
  readonly capacitance: Matrix;
  /** Scratch: 2P x d, r x d, P x d, G x d, n. */
  readonly work: {
    readonly blocks: Matrix;
    readonly modes: Matrix;
    readonly half: Matrix;
    readonly parts: Matrix;
    readonly outputs: Float64Array;
  };
}

/** Not yet factored: X n x d, patterns P x n. Cost: 9 min(n, P)^3 flops. Errors: `OutOfMemoryError`. */
export function robustSystem(
  arena: Arena,
  X: Matrix,
  active: Matrix,
  groups: SampleGroups,
  width: number,
): RobustSystem {
  const [P, n, d] = [active.rows, X.rows, X.cols];
  const { modes, values } = patternModes(arena, active);
  return {
    X,
    active,
    groups,
    width,
    modes,
    values,
    basis: zeros(arena, d, d),
    damping: new Float64Array(modes.cols * d),
    capacitance: zeros(arena, n, n),
    work: {
      blocks: zeros(arena, 2 * P, d),
      modes: zeros(arena, modes.cols, d),
      half: zeros(arena, P, d),
      parts: zeros(arena, groups.counts.length, d),
      outputs: arena.float64(n),
    },
  };
}

/**
 * Factors of H; the matrices of the system are overwritten. Cost: n^2 d r + n^3 / 3 + 12 d^3 flops. Errors:
 * `NotPositiveDefiniteError`, `NotFiniteError`.
 */
export function factorize(
  { X, active, width, modes, values, basis, damping, capacitance }: RobustSystem,
  scales: Scales,
): void {
  using scratch = new Arena();
  const { syrk, gemm, cholesky } = engine();
  const [n, d, r] = [X.rows, X.cols, modes.cols];
  const reach = commonBasis(X, width, scales, basis);
  for (let p = 0, e = 0; p < r; p++)
    for (let j = 0; j < d; j++, e++) {
      const c = 2 * scales.parts * scales.parts * values[p]! * reach[j]!;
      damping[e] = -c / (1 + c);
    }
  const XW = zeros(scratch, n, d);
  gemm(1, false, X, false, basis, 0, XW);
  const DV = zeros(scratch, n, r);
  gemm(1, true, active, false, modes, 0, DV);
  const rows = zeros(scratch, n, d);
  capacitance.data.fill(0);
  for (let p = 0; p < r; p++) {
    for (let k = 0, e = 0; k < n; k++)
      for (let j = 0; j < d; j++, e++)
        rows.data[e] = DV.data[k * r + p]! * Math.sqrt(1 + damping[p * d + j]!) * XW.data[e]!;
    syrk(1, false, rows, 1, capacitance);
  }
  for (let k = 0; k < n; k++) capacitance.data[k * (n + 1)]! += 0.5 / (scales.outputs * scales.outputs);
  cholesky(capacitance);
}

/** `basis` <- W as columns; the diagonal of W' E W. */
function commonBasis(X: Matrix, width: number, { blocks, perturbed, slacks }: Scales, basis: Matrix) {
  using scratch = new Arena();
  const { syrk, cholesky, trsm } = engine();
  const d = X.cols;
  const scaled = zeros(scratch, X.rows, d);
  for (let k = 0, e = 0; k < X.rows; k++)
    for (let j = 0; j < d; j++, e++) scaled.data[e] = slacks[k]! * X.data[e]!;
  const L = zeros(scratch, d, d);
  for (let j = 0; j < d; j++) L.data[j * (d + 1)] = blocks * blocks + (j < width ? perturbed * perturbed : 0);
  syrk(1, true, scaled, 1, L);
  cholesky(L);
  const inverse = zeros(scratch, d, d);
  for (let j = 0; j < d; j++) inverse.data[j * (d + 1)] = 1;
  trsm(false, L, inverse);
  const reached = zeros(scratch, d, d); // L^-1 E
  for (let i = 0; i < d; i++)
    for (let j = 0; j < width; j++) reached.data[i * d + j] = inverse.data[i * d + j]!;
  const M = zeros(scratch, d, d);
  syrk(1, false, reached, 0, M);
  const { values, vectors } = symmetricEigen(M);
  vectors.forEach((vector, j) => {
    for (let i = 0; i < d; i++) basis.data[i * d + j] = vector[i]!;
  });
  trsm(true, L, basis);
  return values.map((value) => Math.max(0, value));
}

/** Orthonormal eigenvectors of D D' (P x P) for its eigenvalues that are not 0. */
function patternModes(arena: Arena, active: Matrix) {
  using scratch = new Arena();
  const { syrk, gemm } = engine();
  const [P, n] = [active.rows, active.cols];
  const small = Math.min(P, n);
  const gram = zeros(scratch, small, small);
  syrk(1, n < P, active, 0, gram);
  const eigen = symmetricEigen(gram);
  const least = NEGLIGIBLE * (eigen.values.at(-1) ?? 0);
  const kept = [...eigen.values.keys()].filter((p) => eigen.values[p]! > least);
  const vectors = zeros(scratch, small, kept.length);
  kept.forEach((p, column) => {
    // From eigenvectors a of D' D, n long, those of D D' are D a / ||D a||.
    const length = n < P ? Math.sqrt(eigen.values[p]!) : 1;
    for (let i = 0; i < small; i++) vectors.data[i * kept.length + column] = eigen.vectors[p]![i]! / length;
  });
  const modes = zeros(arena, P, kept.length);
  if (n < P) gemm(1, false, active, false, vectors, 0, modes);
  else modes.data.set(vectors.data);
  return { modes, values: Float64Array.from(kept, (p) => eigen.values[p]!) };
}

/** U <- H^-1 U, 2P x d. Cost: 10 d^2 P + 8 d P r + 4 G d P + 4 n d + 2 n^2 flops. */
export function solveRobustSystem(system: RobustSystem, U: Matrix): void {
  const { X, groups, basis, capacitance, work } = system;
  const { gemm, trsv } = engine();
  const [P, n, d] = [U.rows / 2, X.rows, X.cols];
  const size = P * d;
  const [sum, difference] = [U.data.subarray(0, size), U.data.subarray(size)];
  for (let e = 0; e < size; e++) {
    const [v, w] = [sum[e]!, difference[e]!];
    sum[e] = (v + w) / 2;
    difference[e] = (v - w) / 2;
  }
  gemm(1, false, U, false, basis, 0, work.blocks); // in the basis W
  const hat: Matrix = { ...work.blocks, rows: P, data: work.blocks.data.subarray(size) };
  const half: Matrix = { ...U, rows: P, data: difference };
  damp(system, hat);
  gemm(1, false, work.blocks, true, basis, 0, U);

  gemm(1, true, groups.columns, false, half, 0, work.parts);
  for (let k = 0; k < n; k++) {
    const start = groups.of[k]! * d;
    let output = 0;
    for (let j = 0; j < d; j++) output += X.data[k * d + j]! * work.parts.data[start + j]!;
    work.outputs[k] = output;
  }
  trsv(false, capacitance, work.outputs);
  trsv(true, capacitance, work.outputs);
  work.parts.data.fill(0);
  for (let k = 0; k < n; k++) {
    const start = groups.of[k]! * d;
    for (let j = 0; j < d; j++) work.parts.data[start + j]! += work.outputs[k]! * X.data[k * d + j]!;
  }
  gemm(1, false, groups.columns, false, work.parts, 0, work.half);
  gemm(1, false, work.half, false, basis, 0, hat);
  damp(system, hat);
  gemm(-1, false, hat, true, basis, 1, half);

  for (let e = 0; e < size; e++) {
    const [s, m] = [sum[e]!, difference[e]!];
    sum[e] = s + m;
    difference[e] = s - m;
  }
}

/** R <- K^-1 R in the basis W, P x d. */
function damp({ modes, damping, work }: RobustSystem, R: Matrix): void {
  const { gemm } = engine();
  gemm(1, true, modes, false, R, 0, work.modes);
  for (let e = 0; e < damping.length; e++) work.modes.data[e]! *= damping[e]!;
  gemm(1, false, modes, false, work.modes, 1, R);
}
