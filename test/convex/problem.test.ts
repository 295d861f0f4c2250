import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Matrix as MlMatrix } from 'ml-matrix';
import {
  bce,
  convexProgram,
  enumeratePatterns,
  hinge,
  samplePatterns,
  solve,
  squared,
} from '../../src/convex/index.ts';
import { fromRows } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { oracle } from './oracle.ts';

test('every form of X and y gives the same bits', () => {
  using arena = new Arena();
  const { X, y, beta } = oracle;
  const forms = [
    X,
    X.map((row) => Float64Array.from(row)),
    new MlMatrix(X),
    { rows: 6, cols: 2, data: X.flat() },
    fromRows(arena, X),
  ];
  const solutions = forms.map((form, i) => {
    const patterns = samplePatterns(arena, form, 12, stream('forms'));
    const targets = i % 2 === 0 ? y : Float64Array.from(y);
    return solve(convexProgram(arena, { X: form, y: targets, beta, patterns, loss: squared }), {
      gap: 1e-9,
      iterations: 100,
    });
  });
  for (const solution of solutions) assert.deepEqual(solution, solutions[0]);
});

test('what does not fit is refused with what was given and what was expected', () => {
  using arena = new Arena();
  const patterns = enumeratePatterns(arena, oracle.X);
  const program = (change: object) => () =>
    convexProgram(arena, { ...oracle, patterns, loss: squared, ...change });
  const none = { ...patterns, active: fromRows(arena, { rows: 0, cols: 6, data: [] }) };
  const five = oracle.X.slice(0, 5);
  const cases: readonly [object, string, string][] = [
    [{ y: [1, 2] }, 'ShapeError', 'X has 6 rows but y has 2 entries'],
    [{ X: [[1, 2], [3]] }, 'ShapeError', 'row 1 has 1 entries but row 0 has 2'],
    [{ X: [] }, 'ShapeError', 'X is 0 x 0: at least one sample of one feature was expected'],
    [{ X: [[], []] }, 'ShapeError', 'X is 2 x 0: at least one sample of one feature was expected'],
    [
      { X: five, y: [1, 2, 3, 4, 5] },
      'ShapeError',
      'X has 5 rows but the patterns are of 6 samples: draw them from this X',
    ],
    [{ patterns: none }, 'ShapeError', 'there are no patterns: at least one was expected'],
    [{ X: [...five, [1, Number.NaN]] }, 'RangeError', 'X[5][1] is NaN: a finite number was expected'],
    [{ y: [1, 2, Infinity, 4, 5, 6] }, 'RangeError', 'y[2] is Infinity: a finite number was expected'],
    [{ beta: 0 }, 'RangeError', 'beta is 0: a finite number > 0 was expected'],
    [{ beta: Number.NaN }, 'RangeError', 'beta is NaN: a finite number > 0 was expected'],
    [{ loss: hinge, y: [1, -1, 1, 2, 1, 1] }, 'RangeError', 'y[3] is 2: the hinge loss takes -1 and 1'],
    [{ loss: bce, y: [1, 0, 1, -1, 1, 1] }, 'RangeError', 'y[3] is -1: the bce loss takes 0 and 1'],
    [{ radius: -1 }, 'RangeError', 'radius is -1: a finite number >= 0 was expected'],
    [
      { radius: 0.1, gated: true },
      'RangeError',
      'radius is 0.1 in a gated program: perturbations need the constraints, so leave out one of the two',
    ],
    [{ bias: true }, 'RangeError', 'X[0][1] is 2: with a bias the last column is 1, see withBias'],
  ];
  for (const [change, name, message] of cases) assert.throws(program(change), { name, message });
});
