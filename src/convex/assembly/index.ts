// Kernels of src/convex.
export { timesSkinny, transposedTimesSkinny } from './skinny';

// Address after this module's static data: the loader checks that it stays in its room.
export function heapBase(): usize { return __heap_base; }
