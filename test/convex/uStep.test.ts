import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Matrix as MlMatrix, solve as solveDense } from 'ml-matrix';
import { convexProgram, samplePatterns, squared } from '../../src/convex/index.ts';
import { blockSystem, sampleSystem, type UStep } from '../../src/convex/uStep.ts';
import { conjugateGradients } from '../../src/convex/uStepByCg.ts';
import { fromRows, type Matrix } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { instances, masks, nested, norm } from './instances.ts';

const systems = { sampleSystem, blockSystem, conjugateGradients };

for (const [name, make] of Object.entries(systems))
  test(`${name} solves the dense equations`, () => {
    fc.assert(
      fc.property(
        instances({ min: -2, max: 0 }),
        fc.constantFrom(0, 0.3, 2),
        ({ X, y, seed, count }, sigma) => {
          using arena = new Arena();
          const patterns = samplePatterns(arena, X, count, stream('u-step', seed));
          const problem = convexProgram(arena, { X, y, beta: 1, patterns, loss: squared });
          const tau = 1.7;
          const D = masks(patterns);
          const [P, d] = [D.length, X[0]!.length];
          const A = MlMatrix.eye(2 * P * d);
          for (let b = 0; b < 2 * P; b++)
            for (let c = 0; c < 2 * P; c++)
              X.forEach((x, k) => {
                const both = D[b % P]![k]! * D[c % P]![k]! * (b < P === c < P ? 1 : -1);
                const weight = tau * tau * both + (b === c ? sigma * sigma : 0);
                x.forEach((left, i) => {
                  x.forEach((right, j) => {
                    A.set(b * d + i, c * d + j, A.get(b * d + i, c * d + j) + weight * left * right);
                  });
                });
              });
          const right = stream('right side', seed).fillNormal(new Float64Array(2 * P * d));
          const expected = solveDense(A, MlMatrix.columnVector(right)).to1DArray();
          const R = fromRows(arena, nested(right, d));
          make(arena, problem, { sigma, tau }).solve(R, 0);
          const off = norm(expected.map((value, e) => value - R.data[e]!));
          assert.ok(off <= 1e-9 * (1e-3 + norm(expected)), `off by ${off}`);
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });

test('conjugate gradients stop at the error that is asked for, in the norm of (u, sigma G u, tau F u)', () => {
  using arena = new Arena();
  const source = stream('inexact');
  const X = { rows: 60, cols: 12, data: source.fillNormal(new Float64Array(720)) };
  const patterns = samplePatterns(arena, X, 20, source);
  const problem = convexProgram(arena, { X, y: new Float64Array(60), beta: 1, patterns, loss: squared });
  const weights = { sigma: 0.3, tau: 1.5 };
  const exact = sampleSystem(arena, problem, weights);
  const right = source.fillNormal(new Float64Array(2 * 20 * 12));
  const solved = (system: UStep, error: number): Matrix => {
    const R = fromRows(arena, nested(right, 12));
    system.solve(R, error);
    return R;
  };
  const expected = solved(exact, 0);
  const D = masks(patterns);
  for (const error of [1, 1e-2, 1e-4, 1e-8]) {
    const { data } = solved(conjugateGradients(arena, problem, weights), error);
    const e = nested(
      data.map((value, at) => value - expected.data[at]!),
      12,
    );
    let squares = norm(e.flat()) ** 2;
    for (let k = 0; k < 60; k++) {
      const x = X.data.subarray(k * 12, (k + 1) * 12);
      const sides = e.map((u) => u.reduce((sum, value, j) => sum + value * x[j]!, 0));
      squares += sides.reduce((sum, side) => sum + (weights.sigma * side) ** 2, 0);
      const z = D.reduce((sum, mask, i) => sum + mask[k]! * (sides[i]! - sides[20 + i]!), 0);
      squares += (weights.tau * z) ** 2;
    }
    const actual = Math.sqrt(squares);
    assert.ok(actual <= 3 * error && actual > error / 1000, `${error}: ${actual}`);
  }
});
