// Kernels of the default engine. Addresses, strides and leading dimensions are in bytes.
export { cholesky } from './cholesky';
export { gemm, packAt, packBytes } from './gemm';
export { gemv, gemvTransposed } from './gemv';
export { clearUpper, mirror } from './symmetric';
export { trsm } from './triangular';
export { trsv, trsvTransposed } from './trsv';

/** Address after this module's static data: the loader checks that it stays in its room. */
export function heapBase(): usize { return __heap_base; }
