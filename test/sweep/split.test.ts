import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { split, taskSeconds } from '../../src/sweep/split.ts';

const costs = fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { maxLength: 200 });
const limit = fc.oneof(
  fc.record({ size: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ seconds: fc.double({ min: 0.1, max: 1e4, noNaN: true }) }),
);

test('every run is in one chunk, neighbours stay together, and the longest chunk comes first', () => {
  fc.assert(
    fc.property(costs, limit, (seconds, by) => {
      const chunks = split(seconds, by);
      const inOrder = chunks.toSorted((a, b) => a.first - b.first);
      let next = 0;
      for (const { first, runs, seconds: work } of inOrder) {
        assert.equal(first, next);
        assert.ok(runs > 0);
        const sum = seconds.slice(first, first + runs).reduce((total, each) => total + each, 0);
        assert.ok(Math.abs(work - sum) <= 1e-9 * sum);
        next += runs;
      }
      assert.equal(next, seconds.length);
      for (const [i, chunk] of chunks.entries())
        assert.ok(i === 0 || chunks[i - 1]!.seconds >= chunk.seconds);
    }),
  );
});

test('a chunk has at most as many runs as are asked for', () => {
  fc.assert(
    fc.property(costs, fc.integer({ min: 1, max: 50 }), (seconds, size) => {
      const chunks = split(seconds, { size });
      assert.ok(chunks.every(({ runs }) => runs <= size));
      assert.equal(chunks.length, Math.ceil(seconds.length / size));
    }),
  );
});

test('a chunk of several runs is longer than asked for by half a run at most', () => {
  fc.assert(
    fc.property(costs, fc.double({ min: 0.1, max: 1e4, noNaN: true }), (seconds, wanted) => {
      for (const { first, runs, seconds: work } of split(seconds, { seconds: wanted }))
        assert.ok(runs === 1 || work - seconds[first + runs - 1]! / 2 <= wanted * (1 + 1e-12));
    }),
  );
});

test('small sweeps are spread over tasks of seconds, large ones over tasks of minutes, all in one array where they can be', () => {
  assert.equal(taskSeconds(20, 1000), 10);
  assert.equal(taskSeconds(6400, 1000), 100);
  assert.equal(taskSeconds(100_000, 1000), 300);
  assert.equal(taskSeconds(1_000_000, 1000), 1000);
});
