import assert from 'node:assert/strict';
import { test } from 'node:test';
import { c1 } from '../../src/papers/convex/c1.ts';
import { equalOptima, fewNeurons } from '../../src/papers/convex/claims/c1.ts';
import { linearConvergence, startIndependence } from '../../src/papers/convex/claims/e2.ts';
import {
  c1With,
  startsMatter,
  sublinear,
  tooWide,
  withoutEquality,
} from '../../src/papers/convex/counterexamples.ts';
import { e2, figureSeeds, methods } from '../../src/papers/convex/e2.ts';
import { equality } from '../../src/papers/convex/figures/c1.ts';
import { convergence } from '../../src/papers/convex/figures/e2.ts';
import {
  type C1Results,
  type E2Results,
  runsOf,
  settled,
  worstGap,
} from '../../src/papers/convex/measurements.ts';
import type { RunContext } from '../../src/spec/experiment.ts';
import { verdict } from '../../src/spec/verdict.ts';

const context: RunContext = { progress: () => {}, signal: new AbortController().signal };
const e2Results: E2Results = e2
  .runs('quick')
  .map((run) => ({ ...run, records: e2.run(run.settings, run.seed, context) }));
const c1Results: C1Results = c1
  .runs('quick')
  .map((run) => ({ ...run, records: c1.run(run.settings, run.seed, context) }));

test('every E2 run has a certified optimum and starts at ||y||^2 / 2 in both notions', () => {
  for (const { settings, records } of e2Results) {
    const [record] = records;
    assert.ok(record);
    assert.equal(record.patterns, 8);
    assert.ok(record.optimum - record.lowerBound <= 1e-9 * record.optimum);
    assert.ok(record.lowerBound > 0);
    assert.equal(record.objective.length, record.iteration.length);
    assert.equal(record.networkObjective.length, record.iteration.length);
    if (settings.start > 0) {
      assert.equal(record.iteration.length, 1);
      continue;
    }
    assert.deepEqual(record.iteration.slice(0, 3), [0, 1, 2]);
    assert.equal(record.objective[0], record.networkObjective[0]);
    assert.ok(record.objective[0]! > record.optimum);
    assert.ok(record.iteration.every((k, i) => i === 0 || k > record.iteration[i - 1]!));
    assert.ok(record.iteration.at(-1)! <= settings.iterations);
  }
});

test('runs of a seed share data and patterns, and repeat bit for bit', () => {
  for (let seed = 1; seed <= figureSeeds; seed++) {
    const optima = new Set(
      e2Results.filter((run) => run.seed === seed).map(({ records }) => records[0]!.optimum),
    );
    assert.equal(optima.size, 1);
  }
  const { settings, seed, records } = e2Results.at(-1)!;
  assert.deepEqual(e2.run(settings, seed, context), records);
  const again = c1Results[0]!;
  assert.deepEqual(c1.run(again.settings, again.seed, context), again.records);
});

test('the paper profile has the five runs of the figure, and for the claims 20 with the remembered settings and 40 instances with three starts', () => {
  const runs = e2.runs('paper');
  const count = (method: keyof typeof methods, start: number) =>
    runs.filter(
      ({ settings: s }) =>
        s.rho === methods[method].rho && s.gamma === methods[method].gamma && s.start === start,
    ).length;
  assert.deepEqual([count('remembered', 0), count('textbook', 0), figureSeeds], [20, 5, 5]);
  assert.deepEqual(
    [0, 1, 2].map((start) => count('tuned', start)),
    [40, 40, 40],
  );
  for (const { settings: s } of runs) assert.deepEqual([s.samples, s.features, s.patterns], [6, 5, 8]);
});

test('an aborted run throws', () => {
  const signal = AbortSignal.abort(new Error('enough'));
  for (const run of [
    () => e2.run(e2.runs('quick')[0]!.settings, 1, { ...context, signal }),
    () => c1.run(c1.runs('quick')[0]!.settings, 1, { ...context, signal }),
  ])
    assert.throws(run, /enough/);
});

test('no part of a claim lies outside its range in the quick runs', () => {
  for (const [claim, parts] of [
    [equalOptima, equalOptima.measure([c1Results])],
    [fewNeurons, fewNeurons.measure([c1Results])],
    [linearConvergence, linearConvergence.measure([e2Results])],
    [startIndependence, startIndependence.measure([e2Results])],
  ] as const) {
    assert.notEqual(verdict(parts), 'not reproduced', claim.id);
    for (const { label, value, expected } of parts)
      assert.ok(value >= expected[0] && value <= expected[1], `${claim.id}, ${label}: ${value}`);
  }
});

type E2Record = E2Results[number]['records'][number];

/** Good results of the paper profile, but for `change`. */
const e2With = (change: (record: E2Record) => Partial<E2Record>): E2Results =>
  e2.runs('paper').map((run) => {
    const iteration = Array.from({ length: 60 }, (_, i) => 20 * i);
    const objective = iteration.map((k) => 0.02 + 2 * 10 ** (-k / 80));
    const record: E2Record = {
      patterns: 8,
      draws: 9,
      optimum: 0.02,
      lowerBound: 0.02 - 1e-14,
      optimumStatus: 'gap-reached',
      status: 'max-iterations',
      iteration,
      objective,
      networkObjective: objective,
    };
    return { ...run, records: [{ ...record, ...change(record) }] };
  });

test('linear convergence is reproduced by a geometric gap, and by nothing that misses a part of it', () => {
  const judge = (results: E2Results) => verdict(linearConvergence.measure([results]));
  assert.equal(judge(e2With(() => ({}))), 'reproduced');
  assert.equal(judge(sublinear()), 'not reproduced');
  const wrong: readonly [string, (record: E2Record) => Partial<E2Record>][] = [
    ['optimum not certified', () => ({ lowerBound: 0.0199 })],
    ['ends elsewhere', ({ objective }) => ({ objective: objective.map((cost) => cost + 1e-5) })],
    ['ends below the optimum', ({ objective }) => ({ objective: objective.map((cost) => cost - 1e-5) })],
    [
      'network ends elsewhere',
      ({ networkObjective }) => ({ networkObjective: networkObjective.map((c) => c + 1e-7) }),
    ],
    [
      'gap stays at 1e-8',
      ({ objective }) => ({ objective: objective.map((cost) => Math.max(cost, 0.02 + 1e-8)) }),
    ],
    ['not finite', ({ objective }) => ({ objective: objective.map(() => Number.NaN) })],
  ];
  for (const [name, change] of wrong) assert.equal(judge(e2With(change)), 'not reproduced', name);
});

test('equality of the optima, few neurons and independence of the start fail where they should', () => {
  const judge = (results: C1Results) => verdict(equalOptima.measure([results]));
  assert.equal(judge(c1With({})), 'reproduced');
  assert.equal(judge(withoutEquality()), 'not reproduced');
  for (const change of [
    { lowerBound: 0.19 },
    { networkObjective: 0.20001 },
    { fromRandom: 0.1999 },
    { fromRandom: 0.3 },
  ])
    assert.equal(judge(c1With(change)), 'not reproduced', JSON.stringify(change));

  const few = (results: C1Results) => verdict(fewNeurons.measure([results]));
  assert.equal(few(c1With({ prunedNeurons: 7 })), 'reproduced');
  assert.equal(few(tooWide()), 'not reproduced');
  for (const change of [{ lowerBound: 0.19 }, { prunedObjective: 0.2 + 1e-11 }, { prunedChange: 1e-11 }])
    assert.equal(few(c1With(change)), 'not reproduced', JSON.stringify(change));

  const starts = (spread: number) => verdict(startIndependence.measure([startsMatter(spread)]));
  assert.equal(starts(1e-10), 'reproduced');
  assert.equal(starts(1e-7), 'not reproduced');
});

test('a gap settles where it falls for the last time', () => {
  const [run] = runsOf(
    e2With(() => ({
      iteration: [0, 1, 2, 3, 4],
      objective: [1, 0.02, 0.03, 0.02, 0.02 - 1e-9],
      networkObjective: [1, 0.02, 0.02, 0.025, 0.02],
    })),
    'tuned',
  );
  assert.deepEqual(
    worstGap(run!).map((gap) => Number(gap.toPrecision(3))),
    [0.98, 0, 0.01, 0.005, 1e-9],
  );
  assert.equal(settled(run!, 0.1), 1);
  assert.equal(settled(run!, 7e-3), 3);
  assert.equal(settled(run!, 1e-3), 4);
  assert.equal(settled(run!, 1e-10), Infinity);
  assert.equal(settled({ ...run!, objective: [1, 1, 1, 1, Number.NaN] }, 0.1), Infinity);
});

test('the figure draws both notions of five runs, and nothing below what is certified', () => {
  const { data, layout } = convergence.draw([e2Results]);
  const lines = data.filter(
    (trace) => 'line' in trace && 'mode' in trace && trace.mode === 'lines',
  ) as readonly {
    readonly name?: string;
    readonly y: readonly number[];
  }[];
  const seeds = lines.filter(({ name }) => name?.startsWith('seed'));
  assert.equal(seeds.length, 2 * 2 * figureSeeds);
  const width = Math.min(...e2Results.map(({ records }) => records[0]!.optimum - records[0]!.lowerBound));
  for (const { y } of seeds)
    assert.ok(y.every((gap) => gap >= Math.min(width, 1e-14) && Number.isFinite(gap)));
  assert.match(JSON.stringify(layout.annotations), /Remembered, unverified/);
  assert.match(convergence.caption, /unverified/);
});

test('the other figure draws three differences of every instance', () => {
  const { data } = equality.draw([c1Results]);
  const markers = data.filter((trace) => 'mode' in trace && trace.mode === 'markers') as readonly {
    readonly y: readonly number[];
  }[];
  assert.deepEqual(
    markers.map(({ y }) => y.length),
    [c1Results.length, c1Results.length, c1Results.length],
  );
  for (const { y } of markers) assert.ok(y.every((value) => value >= 1e-16 && value < 1));
});
