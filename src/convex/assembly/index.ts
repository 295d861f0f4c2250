// Kernels of src/convex.
export { outputsOf, slopesOf } from './neurons';
export { adamStep, gatherRows, momentumStep, signStep } from './updates';

// Address after this module's static data: the loader checks that it stays in its room.
export function heapBase(): usize { return __heap_base; }
