// The compiled kernels of this room.
import { loadWasm } from '../wasm/load.ts';

/** Addresses and strides in bytes; see assembly/ for what each does. */
export const kernels = loadWasm<{
  pulls: (
    ...args: [P: number, n: number, sigma: number, active: number, slacks: number, pull: number, out: number]
  ) => void;
  slackMoves: (
    ...args: [
      ...[P: number, n: number, sigma: number, active: number, slacks: number],
      ...[sides: number, f: number, outputs: number],
    ]
  ) => void;
  addScaled: (N: number, x: number, alpha: number, y: number, out: number) => void;
  sumOfSquares: (N: number, x: number) => number;
  heapBase: () => number;
}>('convex');
