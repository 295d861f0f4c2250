// The compiled kernels of this room.
import { loadWasm } from '../wasm/load.ts';

/** Addresses and strides in bytes; see assembly/ for what each does. */
export const kernels = loadWasm<{
  heapBase: () => number;
  timesSkinny: (n: number, d: number, c: number, x: number, u: number, y: number) => void;
  transposedTimesSkinny: (n: number, d: number, c: number, x: number, r: number, g: number) => void;
}>('convex');
