// Every kind of program on the small instances of the tests, and their parts written out on nested arrays.
import fc from 'fast-check';
import {
  convexProgram,
  enumeratePatterns,
  losses,
  type Problem,
  samplePatterns,
} from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import type { Arena } from '../../src/wasm/arena.ts';
import { dot, fit, type Instance, instances, norm } from './instances.ts';

export interface ProgramCase extends Instance {
  readonly loss: 'squared' | 'hinge' | 'bce';
  readonly radius: number;
  readonly bias: boolean;
  readonly gated: boolean;
}

const labelled = (loss: ProgramCase['loss'], y: number[]): number[] => {
  if (loss === 'squared') return y;
  return y.map((value) => (value > 0 ? 1 : loss === 'hinge' ? -1 : 0));
};

/** Standard, gated and robust programs of all losses; in robust ones the last feature may be a bias. */
export const programs = (betas: { min: number; max: number }): fc.Arbitrary<ProgramCase> =>
  fc
    .record({
      instance: instances(betas),
      loss: fc.constantFrom('squared', 'hinge', 'bce'),
      variant: fc.constantFrom('standard', 'gated', 'robust', 'robust with bias'),
      radius: fc.constantFrom(0.01, 0.1, 1),
    })
    .map(({ instance, loss, variant, radius }) => {
      const bias = variant === 'robust with bias';
      return {
        ...instance,
        X: bias ? instance.X.map((x) => [...x, 1]) : instance.X,
        y: labelled(loss, instance.y),
        loss,
        bias,
        gated: variant === 'gated',
        radius: variant.startsWith('robust') ? radius : 0,
      };
    });

export function programOf(arena: Arena, program: ProgramCase, all = false): Problem {
  const { X, y, loss, seed, count, beta, radius, bias, gated } = program;
  const patterns = all
    ? enumeratePatterns(arena, X)
    : samplePatterns(arena, X, count, stream('programs', seed));
  return convexProgram(arena, { X, y, loss: losses[loss], beta, patterns, radius, bias, gated });
}

/** Number of features that the ball reaches. */
export const reached = ({ X, bias }: ProgramCase): number => X[0]!.length - (bias ? 1 : 0);

const oneNorm = (u: ArrayLike<number>, count: number): number =>
  Array.from(u)
    .slice(0, count)
    .reduce((sum, value) => sum + Math.abs(value), 0);

/** The loss of one sample among n at output z. */
export const lossOf = {
  squared: (z: number, y: number, _n: number) => ((z - y) * (z - y)) / 2,
  hinge: (z: number, y: number, n: number) => Math.max(0, 1 - y * z) / n,
  bce: (z: number, y: number, _n: number) => {
    const x = 2 * (1 - 2 * y) * z;
    return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
  },
} as const;

/** Objective: the worst loss of each output within eps ||theta_k||_1, and the norms. */
export function programObjective(program: ProgramCase, D: number[][], blocks: number[][]): number {
  const { X, y, loss, beta, radius } = program;
  const P = D.length;
  const outputs = fit(X, D, blocks);
  const losses = X.map((x, k) => {
    const theta = x.map((_, j) =>
      D.reduce((sum, mask, i) => sum + mask[k]! * (blocks[i]![j]! - blocks[P + i]![j]!), 0),
    );
    const reach = radius * oneNorm(theta, reached(program));
    return Math.max(...[-reach, reach].map((t) => lossOf[loss](outputs[k]! + t, y[k]!, X.length)));
  });
  return losses.reduce((sum, value) => sum + value, 0) + beta * blocks.reduce((sum, u) => sum + norm(u), 0);
}

/** Smallest s_k x_k' u_b - eps ||u_b||_1 over blocks and samples. */
export const programSlack = (program: ProgramCase, D: number[][], blocks: number[][]): number =>
  blocks.reduce(
    (least, u, b) =>
      program.X.reduce(
        (smaller, x, k) =>
          Math.min(
            smaller,
            (2 * D[b % D.length]![k]! - 1) * dot(x, u) - program.radius * oneNorm(u, reached(program)),
          ),
        least,
      ),
    Infinity,
  );
