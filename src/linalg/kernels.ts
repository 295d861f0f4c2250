// The compiled kernels of this room, with the memory their packed operands take.
import { loadWasm } from '../wasm/load.ts';
import { allocate } from '../wasm/memory.ts';

/** Addresses and strides in bytes; see assembly/ for what each does. */
export const kernels = loadWasm<{
  gemm: (
    ...args: [
      ...[m: number, n: number, k: number],
      ...[alpha: number, a: number, rsa: number, csa: number, b: number, rsb: number, csb: number],
      ...[beta: number, c: number, ldc: number, lower: boolean],
    ]
  ) => void;
  trsm: (
    ...args: [
      ...[n: number, k: number, l: number, rsl: number, csl: number],
      ...[b: number, rsb: number, csb: number],
    ]
  ) => void;
  trsv: (n: number, l: number, ldl: number, x: number) => void;
  trsvTransposed: (n: number, l: number, ldl: number, x: number) => void;
  cholesky: (n: number, a: number, lda: number) => number;
  gemv: Gemv;
  gemvTransposed: Gemv;
  mirror: (n: number, c: number, ldc: number) => void;
  clearUpper: (n: number, a: number, lda: number) => void;
  packBytes: () => number;
  packAt: (address: number) => void;
}>('linalg');

type Gemv = (
  ...args: [
    ...[m: number, n: number, alpha: number, a: number, lda: number, x: number],
    ...[beta: number, y: number],
  ]
) => void;

// Never freed: it is part of `liveBytes` from the start.
kernels.packAt(allocate(kernels.packBytes()));
