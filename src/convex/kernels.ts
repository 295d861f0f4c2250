// The compiled kernels of this room.
import { loadWasm } from '../wasm/load.ts';

/** Addresses and strides in bytes; see assembly/ for what each does. */
export const kernels = loadWasm<{ heapBase: () => number }>('convex');
