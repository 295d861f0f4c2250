// The compiled kernels of this room; arguments as their sources in `assembly/` say.
import { loadWasm } from '../wasm/load.ts';

type Address = number;

export const kernel = loadWasm<{
  evolve: (
    z0: Address,
    rest0: Address,
    gram: Address,
    diagonal: Address,
    gramRest: Address,
    train: number,
    positive: number,
    rest: number,
    outputSigns: Address,
    neurons: number,
    step: number,
    readouts: Address,
    count: number,
    followed: number,
    z: Address,
    restOut: Address,
    coefficients: Address,
    scratch: Address,
  ) => void;
  read: (
    z: Address,
    rest: Address,
    z0: Address,
    coefficients: Address,
    weights: Address,
    neurons: number,
    train: number,
    restSize: number,
    first: number,
    directions: number,
    outputs: Address,
    projections: Address,
    growth: Address,
    contrasts: Address,
    count: number,
    sums: Address,
  ) => void;
  activity: (
    z: Address,
    neurons: number,
    train: number,
    positive: number,
    weights: Address,
    was: Address,
    counts: Address,
    pairs: Address,
  ) => void;
  outputs: (z: Address, neurons: number, train: number, weights: Address, out: Address) => void;
  slopes: (
    z: Address,
    neurons: number,
    train: number,
    pull: Address,
    weights: Address,
    rate: number,
    out: Address,
    coefficients: Address,
  ) => void;
}>('xor');
