import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { projectOntoCone } from '../../src/convex/coneProjection.ts';
import { samplePatterns } from '../../src/convex/index.ts';
import { listed, nonNegativeLeastSquares } from '../../src/convex/nnls.ts';
import { fromRows } from '../../src/linalg/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, instances, nested, norm } from './instances.ts';

test('the projection is that of non-negative least squares, whatever the guess', () => {
  fc.assert(
    fc.property(instances({ min: -1, max: 0 }), fc.nat(1e6), ({ X, seed }, other) => {
      using arena = new Arena();
      const { active } = samplePatterns(arena, X, 1, stream('cone', seed));
      const source = stream('cone point', other);
      const u = Float64Array.from(X[0]!, () => source.normal());
      const [found, guessed] = [u.slice(), Array.from(X, () => source.normal())];
      assert.ok(projectOntoCone(fromRows(arena, X), active.data, guessed, found));
      const rows = X.map((x, k) => Float64Array.from(x, (value) => (2 * active.data[k]! - 1) * value));
      const away = u.map((value) => -value); // u + G' eta = -(away - G' eta)
      const { residual } = nonNegativeLeastSquares(listed(rows), away);
      assert.ok(norm(found.map((value, j) => value + residual[j]!)) <= 1e-9 * norm(u));
      for (const row of rows) assert.ok(dot(row, found) >= -1e-10 * norm(row) * norm(u));
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('many more constraints than features: the projection, or the point as it was', () => {
  let found = 0;
  for (let seed = 0; seed < 40; seed++) {
    using arena = new Arena();
    const source = stream('thin cone', seed);
    const [n, d] = [300, 6];
    const X = fromRows(arena, { rows: n, cols: d, data: source.fillNormal(new Float64Array(n * d)) });
    const { active } = samplePatterns(arena, X, 1, source);
    const rows = nested(X.data, d).map((x, k) =>
      Float64Array.from(x, (value) => (2 * active.data[k]! - 1) * value),
    );
    const u = source.fillNormal(new Float64Array(d));
    const { residual } = nonNegativeLeastSquares(
      listed(rows),
      u.map((value) => -value),
    );
    const moved = u.slice();
    const guess = Float64Array.from(rows, (row) => Math.max(0, -dot(row, u))); // about half of all constraints
    const solved = projectOntoCone(X, active.data, guess, moved);
    const expected = solved ? residual.map((value) => -value) : u;
    assert.ok(norm(moved.map((value, j) => value - expected[j]!)) <= 1e-9 * norm(u));
    if (solved) found++;
  }
  assert.ok(found >= 10, `${found} of 40`); // from so poor a guess
});
