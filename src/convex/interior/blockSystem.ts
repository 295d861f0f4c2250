// The equations of a Newton step, for curvatures A_b of the norms, weights of the constraints and D of the outputs:
//   B_b du_b + F_b' dq = r_b,   F du - D dq = e,   B_b = A_b + G_b' diag(weights_b) G_b,
// solved through the capacitance of the smaller side: m x m in dq, or dP x dP in the differences du_i - du_{P+i}. The
// blocks v and w of a pattern share one product: with B_i = L L', B_{P+i} = N N', K = N^-1 L and I + K'K = R R',
//   B_i^-1 + B_{P+i}^-1 = T T' with T = L^-T R, and its inverse is S_i = (R^-1 L')'(R^-1 L').
import { engine, type Matrix, row, zeros } from '../../linalg/index.ts';
import type { Arena } from '../../wasm/arena.ts';
import { kernels } from '../kernels.ts';
import { type NormScaling, normCurvature } from './normCones.ts';
import type { UnitSamples } from './unitSamples.ts';

// Relative, of the diagonals of all that is factorized, which may be singular in rounded numbers; refinement takes it out
// again. 1e-16 fails on degenerate problems, from 1e-14 on some stop short of their last digits.
const REGULARIZATION = 2e-15;

export interface BlockSystem {
  readonly samples: UnitSamples;
  /** Whether the capacitance is that of the outputs, m x m, rather than that of the blocks, dP x dP. */
  readonly byOutputs: boolean;
  /** Its Cholesky factor after `factorize`. */
  readonly capacitance: Matrix;
  /** L of B_b = L L', 2P matrices d x d. */
  readonly factors: readonly Matrix[];
  /** S_i, P matrices d x d; none where the capacitance is that of the outputs. */
  readonly parallel: readonly Matrix[];
  /** The active samples of each pattern and their rows; none where the capacitance is that of the blocks. */
  readonly members: readonly { readonly index: Int32Array; readonly rows: Matrix }[];
  /** Lower triangle of V' diag(1 / D) V, V = [D_1 X .. D_P X], for the D in `gramOf`; empty as `parallel`. */
  readonly gram: Matrix;
  readonly gramOf: Float64Array;
  readonly coupling: Matrix;
  readonly squareWork: Matrix;
  readonly productWork: Float64Array;
  readonly scratch: Float64Array;
  readonly slackWork: Matrix;
  readonly blockWork: Matrix;
  readonly differenceWork: Float64Array;
  readonly outputWork: Float64Array;
}

/** Flops of the parts of a factorization in which the two capacitances differ; D constant or not. */
function flops(sizes: readonly number[], m: number, d: number, constant: boolean) {
  const dP = d * sizes.length;
  let byOutputs = (m * m * m) / 3;
  let byBlocks = (dP * dP * dP) / 3 + 2 * dP * d * d;
  let before = 0;
  for (const size of sizes) {
    byOutputs += (2 * d + size) * size * d;
    before += size;
    if (!constant) byBlocks += ((size * before) / m) * d * d; // samples in both of two patterns, as if independent
  }
  return { byOutputs, byBlocks };
}

/** Room for the system; `constant` where D will always be the same. Errors: `OutOfMemoryError`. */
export function blockSystem(arena: Arena, samples: UnitSamples, constant: boolean): BlockSystem {
  const { rows, active } = samples;
  const [P, m, d] = [active.rows, rows.rows, rows.cols];
  const lists = Array.from({ length: P }, (_, i) =>
    Array.from({ length: m }, (_, k) => k).filter((k) => active.data[i * m + k] === 1),
  );
  const sizes = lists.map(({ length }) => length);
  const cost = flops(sizes, m, d, constant);
  const byOutputs = cost.byOutputs <= cost.byBlocks;
  const members = (byOutputs ? lists : []).map((list) => {
    const index = arena.int32(list.length);
    index.set(list);
    const gathered = zeros(arena, list.length, d);
    list.forEach((k, at) => {
      gathered.data.set(row(rows, k), at * d);
    });
    return { index, rows: gathered };
  });
  const most = Math.max(...sizes);
  const size = byOutputs ? m : P * d;
  const squares = (count: number) => Array.from({ length: count }, () => zeros(arena, d, d));
  const bytes = Math.max(kernels.gramBytes(d), byOutputs ? kernels.outerBytes(most, d) : 0);
  return {
    samples,
    byOutputs,
    members,
    capacitance: zeros(arena, size, size),
    factors: squares(2 * P),
    parallel: squares(byOutputs ? 0 : P),
    gram: zeros(arena, byOutputs ? 0 : size, byOutputs ? 0 : size),
    gramOf: new Float64Array(m),
    coupling: zeros(arena, d, d),
    squareWork: zeros(arena, d, d),
    productWork: arena.float64(byOutputs ? most * d : 0),
    scratch: arena.float64(Math.ceil(bytes / 8)),
    slackWork: zeros(arena, 2 * P, m),
    blockWork: zeros(arena, 2 * P, d),
    differenceWork: arena.float64(byOutputs ? 0 : P * d),
    outputWork: arena.float64(m),
  };
}

/**
 * Factors for curvatures A of `scaling`, weights >= 0 (2P x m) and D > 0 (m). Cost: 2 n d^2 P flops for the blocks, then
 * the smaller of n^3 / 3 + (n^2 d + 2 n d^2) P / 2 and (dP)^3 / 3, the latter with n (dP)^2 / 4 more after a change of D.
 * Errors: `NotPositiveDefiniteError`, `NotFiniteError`.
 */
export function factorize(system: BlockSystem, scaling: NormScaling, weights: Matrix, D: Float64Array): void {
  const { samples, byOutputs, factors, capacitance, scratch } = system;
  const { rows } = samples;
  const [m, d, P] = [rows.rows, rows.cols, samples.active.rows];
  const { cholesky } = engine();
  factors.forEach((B, b) => {
    normCurvature(scaling, b, B);
    const w = row(weights, b).byteOffset;
    kernels.addWeightedGram(m, d, w, rows.data.byteOffset, B.data.byteOffset, scratch.byteOffset);
    regularize(B);
    cholesky(B);
  });
  if (byOutputs) {
    capacitance.data.fill(0);
    for (let k = 0; k < m; k++) capacitance.data[k * m + k] = D[k]!;
    for (let i = 0; i < P; i++) addPattern(system, i);
  } else {
    if (D.some((value, k) => value !== system.gramOf[k])) gramOfPatterns(system, D);
    capacitance.data.set(system.gram.data);
    for (let i = 0; i < P; i++) addParallelSum(system, i);
  }
  regularize(capacitance);
  cholesky(capacitance);
}

function regularize(A: Matrix): void {
  for (let e = 0; e < A.data.length; e += A.cols + 1) A.data[e]! *= 1 + REGULARIZATION;
}

/** coupling <- R of I + K'K for the blocks of pattern i; squareWork is overwritten. */
function coupleBlocks({ factors, samples, coupling, squareWork }: BlockSystem, i: number): void {
  const { trsm, syrk, cholesky } = engine();
  const d = coupling.rows;
  squareWork.data.set(factors[i]!.data);
  trsm(false, factors[samples.active.rows + i]!, squareWork);
  coupling.data.fill(0);
  for (let j = 0; j < d; j++) coupling.data[j * d + j] = 1;
  syrk(1, true, squareWork, 1, coupling);
  regularize(coupling);
  cholesky(coupling);
}

/** capacitance <- capacitance + D_i X (B_i^-1 + B_{P+i}^-1) X' D_i, in the lower triangle. */
function addPattern(system: BlockSystem, i: number): void {
  const { factors, members, coupling, productWork, capacitance, scratch } = system;
  const { index, rows } = members[i]!;
  coupleBlocks(system, i);
  engine().trsm(true, factors[i]!, coupling);
  const product = { ...rows, arena: capacitance.arena, data: productWork.subarray(0, rows.data.length) };
  engine().gemm(1, false, rows, false, coupling, 0, product);
  const [y, list, C] = [product.data.byteOffset, index.byteOffset, capacitance.data.byteOffset];
  kernels.addOuter(rows.rows, rows.cols, y, list, C, 8 * capacitance.cols, scratch.byteOffset);
}

/** parallel[i] <- S_i, which is added to its place in the capacitance. */
function addParallelSum(system: BlockSystem, i: number): void {
  const { factors, parallel, coupling, squareWork, capacitance } = system;
  const { trsm, syrk } = engine();
  const d = coupling.rows;
  coupleBlocks(system, i);
  for (let r = 0; r < d; r++)
    for (let c = 0; c < d; c++) squareWork.data[r * d + c] = factors[i]!.data[c * d + r]!;
  trsm(false, coupling, squareWork);
  syrk(1, true, squareWork, 0, parallel[i]!);
  for (let r = 0; r < d; r++)
    for (let c = 0; c <= r; c++)
      capacitance.data[(i * d + r) * capacitance.cols + i * d + c]! += parallel[i]!.data[r * d + c]!;
}

/** gram <- that of all pairs of patterns: each is a weighted Gram matrix of the samples in both. */
function gramOfPatterns(system: BlockSystem, D: Float64Array): void {
  const { samples, gram, gramOf, squareWork, scratch, outputWork } = system;
  const { rows, active } = samples;
  const [m, d] = [rows.rows, rows.cols];
  gramOf.set(D);
  for (let i = 0; i < active.rows; i++)
    for (let j = 0; j <= i; j++) {
      for (let k = 0; k < m; k++) outputWork[k] = (active.data[i * m + k]! * active.data[j * m + k]!) / D[k]!;
      squareWork.data.fill(0);
      const [w, x, c] = [outputWork.byteOffset, rows.data.byteOffset, squareWork.data.byteOffset];
      kernels.addWeightedGram(m, d, w, x, c, scratch.byteOffset);
      for (let r = 0; r < d; r++)
        for (let c = 0; c <= r; c++) {
          const entry = squareWork.data[r * d + c]!;
          gram.data[(i * d + r) * gram.cols + j * d + c] = entry;
          gram.data[(i * d + c) * gram.cols + j * d + r] = entry;
        }
    }
}
