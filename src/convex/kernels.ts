// The compiled kernels of this room.
import { loadWasm } from '../wasm/load.ts';

/** Addresses and strides in bytes; see assembly/ for what each does. */
export const kernels = loadWasm<{
  heapBase: () => number;
  gramBytes: (d: number) => number;
  addWeightedGram: (n: number, d: number, w: number, x: number, c: number, scratch: number) => void;
  outerBytes: (m: number, d: number) => number;
  addOuter: (
    ...args: [m: number, d: number, y: number, index: number, c: number, ldc: number, scratch: number]
  ) => void;
}>('convex');
