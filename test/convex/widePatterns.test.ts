import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  convexProgram,
  hinge,
  perturbedPatterns,
  samplePatterns,
  widePatterns,
} from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { dot, masks, nested, norm } from './instances.ts';

test('of one feature the room of a cone is the least 1 - eps / |x|', () => {
  using arena = new Arena();
  const X = [[2], [-1], [0.5]];
  const y = [1, -1, 1];
  const patterns = samplePatterns(arena, X, 2, stream('wide'));
  const kept = (radius: number, least: number) => {
    const problem = convexProgram(arena, { X, y, loss: hinge, beta: 1, patterns, radius });
    return widePatterns(arena, problem, least)?.active.rows;
  };
  assert.equal(kept(0.25, 0.499), 2);
  assert.equal(kept(0.25, 0.501), undefined);
  assert.equal(kept(0.6, 0.001), undefined);
});

test('patterns keep their order, and their directions have the room that was asked for', () => {
  using arena = new Arena();
  const source = stream('wide patterns');
  const [n, d, radius, least] = [30, 6, 0.3, 0.05];
  const X = Array.from({ length: n }, () => Array.from(source.fillNormal(new Float64Array(d)), (x) => 2 + x));
  const y = X.map((_, k) => (k % 2 === 0 ? 1 : -1));
  const patterns = perturbedPatterns(arena, X, 12, { radius, dataSets: 2 }, source.split('patterns'));
  const problem = convexProgram(arena, { X, y, loss: hinge, beta: 1, patterns, radius });
  const wide = widePatterns(arena, problem, least)!;
  const [all, kept] = [masks(patterns), masks(wide)].map((D) => D.map((mask) => Array.from(mask).join('')));
  assert.ok(kept!.length > 0 && kept!.length < all!.length, `${kept!.length} of ${all!.length}`);
  assert.deepEqual(
    kept,
    all!.filter((mask) => kept!.includes(mask)),
  );
  nested(wide.directions.data, d).forEach((a, i) => {
    const size = a.reduce((sum, value) => sum + Math.abs(value), 0);
    X.forEach((x, k) => {
      const slack = (2 * Number(kept![i]![k]) - 1) * dot(x, a) - radius * size;
      assert.ok(slack >= least * norm(x) * norm(a) * (1 - 1e-9), `${i} ${k}`);
    });
  });
});
