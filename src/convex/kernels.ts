// The compiled kernels of this room.
import { loadWasm } from '../wasm/load.ts';

/** Addresses and strides in bytes; see assembly/ for what each does. */
export const kernels = loadWasm<{
  outputsOf: (neurons: number, samples: number, Y: number, alpha: number, z: number) => number;
  slopesOf: (
    ...args: [
      ...[neurons: number, samples: number, Y: number, alpha: number, q: number],
      ...[scale: number, keep: number, gradient: number],
    ]
  ) => void;
  momentumStep: (count: number, w: number, v: number, decay: number) => void;
  adamStep: (
    ...args: [
      ...[count: number, w: number, g: number, first: number, second: number, decay: number],
      ...[b1: number, b2: number, rate: number, correction: number, epsilon: number],
    ]
  ) => void;
  signStep: (
    ...args: [
      ...[rows: number, cols: number, moved: number, x: number, centre: number, g: number],
      ...[step: number, radius: number],
    ]
  ) => void;
  gatherRows: (count: number, order: number, from: number, bytes: number, to: number) => void;
  timesSkinny: (n: number, d: number, c: number, x: number, u: number, y: number) => void;
  transposedTimesSkinny: (n: number, d: number, c: number, x: number, r: number, g: number) => void;
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
  gramBytes: (d: number) => number;
  addWeightedGram: (n: number, d: number, w: number, x: number, c: number, scratch: number) => void;
  outerBytes: (m: number, d: number) => number;
  addOuter: (
    ...args: [m: number, d: number, y: number, index: number, c: number, ldc: number, scratch: number]
  ) => void;
  correlate: (
    ...args: [
      ...[count: number, d: number, u: number, n: number, starts: number, columns: number, values: number],
      ...[q: number, scratch: number, out: number],
    ]
  ) => void;
  rectify: (count: number, x: number) => void;
  combineRows: (count: number, rows: number, weights: number, n: number, a: number, y: number) => void;
  gatherWeighted: (
    ...args: [
      ...[count: number, rows: number, chosen: number, samples: number, weights: number],
      ...[n: number, a: number, g: number],
    ]
  ) => void;
  heapBase: () => number;
}>('convex');
