// Kernels of src/stability: descents of the diagonal network, tridiagonalisation of Gram matrices.
export { gd, sgd } from './diagonal';
export { tridiagonalize } from './tridiagonal';

// Address after this module's static data: the loader checks that it stays in its room.
export function heapBase(): usize { return __heap_base; }
