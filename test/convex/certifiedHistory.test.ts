import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acceleratedAdmm,
  certifiedHistory,
  convexProgram,
  enumeratePatterns,
  interiorPointMethod,
  squared,
} from '../../src/convex/index.ts';
import { Arena } from '../../src/linalg/index.ts';

// Section 12 of the fact sheet.
const X = [
  [1, 2],
  [-1, 1],
  [2, -1],
  [-2, -1],
  [0.5, -1.5],
  [-1.5, 2.5],
];
const y = [1, -1, 1, 1, -1, 1];
const OPTIMUM = 1.1936;

test('bounds close in on the optimum from both sides, for any solver', () => {
  using arena = new Arena();
  const program = convexProgram(arena, {
    X,
    y,
    loss: squared,
    beta: 0.1,
    patterns: enumeratePatterns(arena, X),
  });
  for (const [solver, at] of [
    [interiorPointMethod, [1, 2, 4, 8, 16]],
    [acceleratedAdmm, [1, 10, 100, 400]],
  ] as const) {
    const rows = certifiedHistory(program, solver, at);
    assert.deepEqual(
      rows.map(({ iteration }) => iteration),
      at,
    );
    rows.forEach((row, i) => {
      assert.ok(row.dual <= OPTIMUM + 1e-6 && row.primal >= OPTIMUM - 1e-6);
      if (i > 0) assert.ok(row.primal <= rows[i - 1]!.primal && row.dual >= rows[i - 1]!.dual);
    });
    assert.ok(rows.at(-1)!.relativeGap < 1e-6, solver.name);
  }
});

test('it stops where rounding ends the solver, and by the signal', () => {
  using arena = new Arena();
  const program = convexProgram(arena, {
    X,
    y,
    loss: squared,
    beta: 0.1,
    patterns: enumeratePatterns(arena, X),
  });
  const many = Array.from({ length: 300 }, (_, i) => i + 1);
  const rows = certifiedHistory(program, interiorPointMethod, many);
  assert.ok(rows.length >= 10 && rows.at(-1)!.relativeGap < 1e-9);
  const signal = AbortSignal.abort(new Error('stopped'));
  assert.throws(() => certifiedHistory(program, interiorPointMethod, many, { signal }), /stopped/);
  assert.throws(() => certifiedHistory(program, interiorPointMethod, [2, 2]), /rows at \[2, 2\]: increasing/);
});
