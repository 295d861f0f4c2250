// Kernels of src/convex.
export { combineRows, correlate, gatherRows, rectify } from './features';

// Address after this module's static data: the loader checks that it stays in its room.
export function heapBase(): usize { return __heap_base; }
