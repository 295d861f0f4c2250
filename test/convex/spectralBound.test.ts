import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Matrix as MlMatrix, SVD } from 'ml-matrix';
import { spectralBound } from '../../src/convex/spectralBound.ts';
import { stream } from '../../src/random/index.ts';

test('the bound is above the largest singular value and within m^(1/256) of it', () => {
  for (const [rows, cols] of [
    [1, 1],
    [5, 3],
    [3, 5],
    [40, 12],
    [1, 30],
  ] as const)
    for (const scale of [1e-120, 1, 1e120]) {
      const source = stream('spectral', rows, cols);
      const data = source.fillNormal(new Float64Array(rows * cols)).map((value) => scale * (value + 0.5));
      const folded = fold(
        data.map((x) => x / scale),
        cols,
      );
      const value = scale * new SVD(new MlMatrix(folded), { autoTranspose: true }).norm2;
      const bound = spectralBound({ rows, cols, data });
      assert.ok(bound >= value * (1 - 1e-14), `${rows} x ${cols}: ${bound} below ${value}`);
      assert.ok(bound <= value * Math.min(rows, cols) ** (1 / 256) * (1 + 1e-10));
    }
  assert.equal(spectralBound({ rows: 2, cols: 2, data: new Float64Array(4) }), 0);
});

test('a matrix with both sides long gets its Frobenius norm', () => {
  const data = new Float64Array(513 * 513).fill(2);
  assert.ok(Math.abs(spectralBound({ rows: 513, cols: 513, data }) / (2 * 513) - 1) < 1e-6);
});

const fold = (data: Float64Array, cols: number): number[][] =>
  Array.from({ length: data.length / cols }, (_, k) => [...data.subarray(k * cols, (k + 1) * cols)]);
