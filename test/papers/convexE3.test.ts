// E3: the recorded times as they are read, and the claims and figures on times of known laws.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { e3Claims } from '../../src/papers/convex/claims/e3.ts';
import { e3 } from '../../src/papers/convex/e3.ts';
import { e3Counterexample, inventTimes } from '../../src/papers/convex/e3Counterexample.ts';
import { fastest, isPeer, rowsOf } from '../../src/papers/convex/e3Views.ts';
import { iterationTimes } from '../../src/papers/convex/figures/e3.ts';
import { gapAndAccuracy } from '../../src/papers/convex/figures/e3Gap.ts';
import { formatTimings, parseTimings, type Timing } from '../../src/papers/convex/timings.ts';
import { verdict } from '../../src/spec/verdict.ts';

const row: Timing = {
  study: 'size',
  name: 'n and P',
  n: 40,
  d: 10,
  P: 10,
  solver: 'CVXPY, SCS',
  version: '3.3.1',
  setting: 'default',
  repeat: 2,
  seconds: 0.012345,
  inside: 0.001,
  gap: 1e-7,
  objective: 2.5,
  accuracy: Number.NaN,
};

test('rows survive the trip through the table; a line with other entries is named', () => {
  const other = { ...row, study: 'curve', version: '', gap: Number.NaN } as const;
  assert.deepEqual(parseTimings(formatTimings([row, other])), [row, other]);
  assert.throws(() => parseTimings(`${formatTimings([row])}\tmore`), /line 1 of the timings has 15 entries/);
});

test('a run returns the recorded rows of its study with the machine, all of them plausible', () => {
  for (const { settings } of e3.runs()) {
    const records = e3.run(settings);
    assert.ok(records.length > 5, settings.study);
    for (const { study, seconds, inside, cores, cpu, date, gap, solver, accuracy } of records) {
      assert.equal(study, settings.study);
      assert.ok(seconds > 0 && inside > 0 && inside <= seconds * 1.001 && cores > 0);
      assert.match(date, /^20\d\d-\d\d-\d\d$/);
      assert.ok(cpu.length > 2 && (Number.isNaN(gap) || (gap >= 0 && gap <= 1)));
      assert.ok(Number.isNaN(accuracy) || (accuracy >= 0 && accuracy <= 1));
      if (settings.study === 'size') assert.ok(gap <= 1, solver);
    }
  }
});

const judge = (results: ReturnType<typeof inventTimes>) =>
  e3Claims.map((claim) => verdict(claim.measure([results])));

test('the claims tell quadratic from cubic times and the faster solver from the slower one', () => {
  const [yes, no] = ['reproduced', 'not reproduced'];
  assert.deepEqual(judge(inventTimes(2, 3, 0.1)), [yes, yes, yes]);
  assert.deepEqual(judge(inventTimes(3, 3, 0.1)), [no, yes, yes]);
  assert.deepEqual(judge(inventTimes(2, 2, 0.1)), [yes, no, yes]);
  assert.deepEqual(judge(inventTimes(2, 3, 20)), [yes, yes, no]);
  assert.deepEqual(judge(e3Counterexample()), [no, no, no]);
});

test('a time counts only where the point is certified, and at the largest size that both groups solve', () => {
  const rows = rowsOf(inventTimes(2, 3, 0.1), 'size');
  const [first] = rows;
  assert.ok(first);
  const poor = { ...first, seconds: 1e-3, gap: 0.1 };
  const alone = { ...first, n: 320, seconds: 9 };
  const pairs = fastest([...rows, poor, alone], (one) => !isPeer(one));
  assert.deepEqual(
    pairs.map(({ n, own }) => [n, own]),
    fastest(rows, (one) => !isPeer(one)).map(({ own }) => [160, own]),
  );
  const uncertified = rows.map((one) => (isPeer(one) ? one : { ...one, gap: 0.1 }));
  assert.ok(fastest(uncertified, (one) => !isPeer(one)).every(({ own }) => own === Infinity));
});

test('the figures draw every solver, and stand empty', () => {
  const results = e3.runs().map((run) => ({ ...run, records: e3.run(run.settings) }));
  for (const [figure, study] of [
    [iterationTimes, 'iteration'],
    [gapAndAccuracy, 'curve'],
  ] as const) {
    const names = new Set(figure.draw([results]).data.map((trace) => ('name' in trace ? trace.name : '')));
    for (const { solver } of rowsOf(results, study)) assert.ok(names.has(solver), solver);
    assert.equal(figure.draw([[]]).data.length, 0);
  }
});
