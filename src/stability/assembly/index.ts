// Kernels of src/stability: descents of the diagonal and of the two-layer ReLU network, tridiagonalisation of Gram matrices.
export { diagonalBatches, diagonalSgd } from './diagonal';
export { reluSgd } from './relu';
export { reluBatches, reluPack } from './reluBatches';
export { reluGram } from './reluGram';
export { tridiagonalize } from './tridiagonal';

// Address after this module's static data: the loader checks that it stays in its room.
export function heapBase(): usize { return __heap_base; }
