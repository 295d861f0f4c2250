// Kernels of src/convex.
export { addOuter, addWeightedGram, gramBytes, outerBytes } from './rankUpdate';

// Address after this module's static data: the loader checks that it stays in its room.
export function heapBase(): usize { return __heap_base; }
