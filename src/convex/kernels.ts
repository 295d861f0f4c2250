// The compiled kernels of this room.
import { loadWasm } from '../wasm/load.ts';

/** Addresses and strides in bytes; see assembly/ for what each does. */
export const kernels = loadWasm<{
  correlate: (
    ...args: [
      ...[count: number, d: number, u: number, n: number, starts: number, columns: number, values: number],
      ...[q: number, scratch: number, out: number],
    ]
  ) => void;
  rectify: (count: number, x: number) => void;
  combineRows: (count: number, rows: number, weights: number, n: number, a: number, y: number) => void;
  gatherRows: (
    ...args: [
      ...[count: number, rows: number, chosen: number, samples: number, weights: number],
      ...[n: number, a: number, g: number],
    ]
  ) => void;
  heapBase: () => number;
}>('convex');
