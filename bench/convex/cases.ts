// The problems of the comparison: each a convex program whose samples and patterns all solvers share.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Candidate,
  convexProgram,
  hinge,
  type Loss,
  type Problem,
  samplePatterns,
  squared,
} from '../../src/convex/index.ts';
import { loadBinaryTask, type Sample } from '../../src/data/index.ts';
import { stream } from '../../src/random/index.ts';
import type { DataSet } from '../../src/spec/index.ts';
import type { Arena } from '../../src/wasm/arena.ts';
import type { Peer } from '../peers/peer.ts';

export interface Case {
  readonly name: string;
  readonly dataSet?: DataSet;
  readonly n: number;
  /** Of Gaussian data; of images the stride tells it. */
  readonly d?: number;
  readonly stride?: number;
  readonly P: number;
  readonly loss: Loss;
  readonly beta: number;
  /** Seconds that each solver has for all its settings. */
  readonly budget: number;
  /** Only with `--long`. */
  readonly long?: true;
  /** All solvers and settings, or the interior-point method and Clarabel with its defaults alone: on the largest the others only wait for the end of the budget. */
  readonly all: boolean;
}

export const MNIST_500: Case = {
  name: 'MNIST n=500',
  dataSet: 'mnist',
  n: 500,
  stride: 3,
  P: 12,
  loss: squared,
  beta: 0.01,
  budget: 12,
  all: true,
};
const CIFAR = { dataSet: 'cifar-10', n: 600, stride: 5, P: 12, budget: 12, all: true } as const;

export const cases: readonly Case[] = [
  { name: 'Gaussian n=40', n: 40, d: 5, P: 50, loss: squared, beta: 1e-4, budget: 10, all: true },
  MNIST_500,
  { name: 'CIFAR squared', ...CIFAR, loss: squared, beta: 0.01 },
  { name: 'CIFAR hinge', ...CIFAR, loss: hinge, beta: 1e-4 },
  { ...MNIST_500, name: 'MNIST n=2000', n: 2000, P: 24, budget: 100, long: true, all: false },
  { ...MNIST_500, name: 'MNIST n=11809', n: 11_809, P: 8, beta: 1e-4, budget: 60, long: true, all: false },
];

export interface Prepared {
  readonly problem: Problem;
  readonly test?: Sample;
}

/** Gaussian samples and targets, with so many patterns of their own. */
export function gaussian(
  arena: Arena,
  n: number,
  d: number,
  P: number,
  beta: number,
  seed: number,
): Prepared {
  const source = stream('bench convex', n, d, P, seed);
  const X = { rows: n, cols: d, data: source.fillNormal(new Float64Array(n * d)) };
  const y = source.fillNormal(new Float64Array(n));
  const patterns = samplePatterns(arena, X, P, source.split('patterns'));
  return { problem: convexProgram(arena, { X, y, loss: squared, beta, patterns }) };
}

export async function prepare(arena: Arena, one: Case): Promise<Prepared> {
  const { dataSet, n, d = 0, stride = 1, P, loss, beta, name } = one;
  if (dataSet === undefined) return gaussian(arena, n, d, P, beta, 1);
  const { train, test } = await loadBinaryTask(dataSet, { count: n, stride });
  const patterns = samplePatterns(arena, train.X, P, stream('bench convex', name, 'patterns'));
  return { problem: convexProgram(arena, { ...train, loss, beta, patterns }), test };
}

export interface Answer {
  /** `limit`: ended at its time limit; `failed` with a reason; else as the solver says. */
  readonly status: string;
  readonly seconds: number;
  /** Without the compilation by CVXPY. */
  readonly inside?: number;
  readonly iterations?: number | null;
  readonly reason?: string;
  readonly candidate?: Candidate;
}

export type Ask = (solver: string, tolerance: number | undefined, limit: number) => Promise<Answer>;

/** Lends the program to the peer while `use` runs. */
export async function lend<T>(
  peer: Peer,
  { X, y, patterns, loss, beta }: Problem,
  use: (ask: Ask) => Promise<T>,
) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const P = patterns.active.rows;
  const arrays = { X: X.data, y, active: patterns.active.data, gates: patterns.directions.data };
  for (const [name, data] of Object.entries(arrays))
    writeFileSync(join(folder, name), Float64Array.from(data));
  const read = (name: string): Float64Array => {
    const { buffer, byteOffset, byteLength } = readFileSync(join(folder, name));
    return new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength));
  };
  try {
    await peer.ask('load', { folder, n: X.rows, d: X.cols, patterns: P, loss: loss.name, beta });
    return await use(async (solver, tolerance, limit) => {
      type Told = Answer & { readonly multipliers?: boolean };
      const told = await peer.ask<Told>('solve', { solver, tolerance: tolerance ?? null, limit });
      if (told.multipliers === undefined) return told;
      const eta = told.multipliers ? { eta: read('eta') } : {};
      return { ...told, candidate: { blocks: read('blocks'), q: read('q'), ...eta } };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
