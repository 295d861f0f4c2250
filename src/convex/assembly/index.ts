// Kernels of src/convex.
export { outputsOf, slopesOf } from './neurons';
export { adamStep, gatherRows, momentumStep, signStep } from './updates';
export { timesSkinny, transposedTimesSkinny } from './skinny';
export { addScaled, pulls, slackMoves, sumOfSquares } from './splitting';
export { addOuter, addWeightedGram, gramBytes, outerBytes } from './rankUpdate';
export { combineRows, correlate, gatherWeighted, rectify } from './features';

// Address after this module's static data: the loader checks that it stays in its room.
export function heapBase(): usize { return __heap_base; }
