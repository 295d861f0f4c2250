// Kernels of paper 2. Rows of pre-activations come in two parts: training samples (padded to whole blocks), and the rest.
export { activity } from './activity';
export { evolve } from './evolve';
export { read } from './read';
export { outputs, slopes } from './slopes';

// Address after this module's static data: the loader checks that it stays in its room.
export function heapBase(): usize { return __heap_base; }
