import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Matrix as MlMatrix, SVD } from 'ml-matrix';
import { nonNegativeLeastSquares, type Rays } from '../../src/convex/nnls.ts';
import { stream } from '../../src/random/index.ts';
import { dot, norm } from './instances.ts';

const vectors = (seed: number, n: number, d: number, kind: string): Float64Array[] => {
  const source = stream('nnls', seed);
  const rows = Array.from({ length: n }, () => source.fillSphere(new Float64Array(d)));
  if (kind === 'duplicates' && n > 1) rows[n - 1] = rows[0]!.slice();
  if (kind === 'nearly dependent' && n > 1) rows[n - 1] = rows[0]!.map((x) => x + 1e-9 * source.normal());
  if (kind === 'opposite' && n > 1) rows[n - 1] = rows[0]!.map((x) => -x);
  return rows;
};

/** Rays from a list, two at a time so that searches are needed. */
const among = (rows: Float64Array[]): Rays => ({
  cost: 0,
  steepest: (v, above, barred) =>
    rows
      .map((row, key) => ({ key, row, slope: dot(row, v) }))
      .filter(({ key, slope }) => slope > above && !barred.has(key))
      .sort((a, b) => b.slope - a.slope)
      .slice(0, 2),
});

function solve(rows: Float64Array[], g: Float64Array, start: number[] = []) {
  const warm = start
    .map((weight, key) => ({ key, row: rows[key]!, weight }))
    .filter(({ weight }) => weight > 0);
  const { rays, weights, residual } = nonNegativeLeastSquares(among(rows), g, { flops: 1e9 }, warm);
  const eta = rows.map(() => 0);
  rays.forEach(({ key }, place) => {
    eta[key]! += weights[place]!;
  });
  return { eta, residual };
}

/** Best residual over all choices of rows, by the singular values of each choice. */
function bruteForce(rows: Float64Array[], g: Float64Array): number {
  let best = norm(g);
  for (let choice = 1; choice < 1 << rows.length; choice++) {
    const chosen = rows.filter((_, k) => choice & (1 << k));
    const A = new MlMatrix(chosen.map((row) => [...row])).transpose();
    const weights = new SVD(A, { autoTranspose: true }).solve(MlMatrix.columnVector(g));
    if (weights.to1DArray().some((weight) => weight < 0)) continue;
    best = Math.min(best, A.mmul(weights).sub(MlMatrix.columnVector(g)).norm());
  }
  return best;
}

test('no choice of rows with weights >= 0 comes closer', () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom('Gaussian', 'duplicates', 'nearly dependent', 'opposite'),
      (seed, n, d, kind) => {
        const rows = vectors(seed, n, d, kind);
        const g = stream('nnls target', seed).fillNormal(new Float64Array(d));
        const { eta, residual } = solve(rows, g);
        assert.ok(eta.every((weight) => weight >= 0));
        const rest = g.map((value, j) => value - rows.reduce((sum, row, k) => sum + eta[k]! * row[j]!, 0));
        assert.ok(norm(rest.map((value, j) => value - residual[j]!)) <= 1e-9 * norm(g));
        assert.ok(norm(residual) <= bruteForce(rows, g) + 1e-9 * norm(g));
      },
    ),
    { numRuns: 300, seed: 1 },
  );
});

test('the residual makes no acute angle with any row, and a right one with rows in use', () => {
  for (let seed = 0; seed < 50; seed++) {
    const rows = vectors(seed, 60, 12, 'Gaussian').map((row) =>
      row.map((x, j) => (j === 0 ? Math.abs(x) : x)),
    );
    const g = stream('nnls long', seed).fillNormal(new Float64Array(12));
    const { eta, residual } = solve(rows, g);
    rows.forEach((row, k) => {
      const angle = dot(row, residual);
      assert.ok(angle <= 1e-12 * norm(g));
      if (eta[k]! > 0) assert.ok(angle >= -1e-12 * norm(g));
    });
  }
});

test('a target in the cone of the rows leaves nothing, one opposite to it all', () => {
  const rows = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
  const inside = solve(rows, Float64Array.of(2, 3));
  assert.deepEqual(
    [[...inside.eta], [...inside.residual]],
    [
      [2, 3],
      [0, 0],
    ],
  );
  const opposite = solve(rows, Float64Array.of(-2, -3));
  assert.deepEqual(
    [[...opposite.eta], [...opposite.residual]],
    [
      [0, 0],
      [-2, -3],
    ],
  );
  assert.deepEqual([...solve([], Float64Array.of(1)).residual], [1]);
});
