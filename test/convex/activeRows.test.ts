import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ActiveRows } from '../../src/convex/activeRows.ts';
import { stream } from '../../src/random/index.ts';
import { dot, norm } from './instances.ts';

test('after any rows entered and left, the residual is orthogonal to those present and the weights give it', () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.tuple(fc.boolean(), fc.nat(20)), { maxLength: 40 }),
      (seed, d, moves) => {
        const source = stream('active rows', seed);
        const target = source.fillNormal(new Float64Array(d));
        const active = new ActiveRows(target);
        const rows: Float64Array[] = [];
        for (const [enters, place] of moves) {
          if (enters || rows.length === 0) {
            const row = source.fillNormal(new Float64Array(d));
            const fits = rows.length < d;
            assert.equal(active.enter(row), fits);
            if (fits) rows.push(row);
          } else {
            active.leave(place % rows.length);
            rows.splice(place % rows.length, 1);
          }
          assert.equal(active.size, rows.length);
          const weights = active.weights();
          // Square random matrices may be badly conditioned, and then have large weights.
          const size = weights.reduce(
            (sum, weight, i) => sum + Math.abs(weight) * norm(rows[i]!),
            norm(target),
          );
          const rest = target.map(
            (value, j) => value - rows.reduce((sum, row, i) => sum + weights[i]! * row[j]!, 0),
          );
          assert.ok(norm(rest.map((value, j) => value - active.residual[j]!)) < 1e-11 * size);
          for (const row of rows)
            assert.ok(Math.abs(dot(row, active.residual)) < 1e-11 * norm(row) * norm(target));
        }
      },
    ),
    { numRuns: 300, seed: 1 },
  );
});

test('rows in the span of the others do not enter', () => {
  const active = new ActiveRows(Float64Array.of(1, 2, 3));
  assert.ok(active.enter(Float64Array.of(1, 1, 0)));
  assert.ok(!active.enter(Float64Array.of(0, 0, 0)));
  assert.ok(!active.enter(Float64Array.of(-2, -2, 0)));
  assert.ok(active.enter(Float64Array.of(1, 1, 1e-6)));
  assert.ok(!active.enter(Float64Array.of(3, 3, 7)));
  assert.equal(active.size, 2);
});

test('the shortest vector with given products lies in the span of the rows', () => {
  const rows = [Float64Array.of(1, 2, 0, 1), Float64Array.of(0, 1, 1, 0)];
  const active = new ActiveRows(new Float64Array(4));
  for (const row of rows) active.enter(row);
  const v = active.shortest([3, -1]);
  assert.ok(Math.abs(dot(rows[0]!, v) - 3) < 1e-14 && Math.abs(dot(rows[1]!, v) + 1) < 1e-14);
  for (const normal of [
    [1, 0, 0, -1],
    [2, -1, 1, 0],
  ])
    assert.ok(Math.abs(dot(normal, v)) < 1e-14);
});
