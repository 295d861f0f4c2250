import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  convexProgram,
  fgsmAscent,
  hinge,
  interiorPointMethod,
  networkProblem,
  predict,
  randomNetwork,
  samplePatterns,
  solve,
  train,
} from '../../src/convex/index.ts';
import { dataStatus } from '../../src/data/index.ts';
import { e9Claims } from '../../src/papers/convex/claims/e9.ts';
import { DATA_SETS, e9, methods, rates } from '../../src/papers/convex/e9.ts';
import { rows } from '../../src/papers/convex/e9Counterexamples.ts';
import { e9Data, type Scale, scales } from '../../src/papers/convex/e9Data.ts';
import { gapOf, remembered, tableOf } from '../../src/papers/convex/e9Table.ts';
import { e9Tuning, learningRates } from '../../src/papers/convex/e9Tuning.ts';
import { objective, table } from '../../src/papers/convex/figures/e9.ts';
import { byRadius } from '../../src/papers/convex/figures/e9Radius.ts';
import type { tuning } from '../../src/papers/convex/figures/e9Tuning.ts';
import { stream } from '../../src/random/index.ts';
import type { RunContext } from '../../src/spec/experiment.ts';
import { flat } from '../../src/spec/flat.ts';
import { verdict } from '../../src/spec/verdict.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { readIndex, readRuns, recordedFile } from '../../src/workbook/store.ts';
import { useRealData } from '../realData.ts';

useRealData();
const here = (await dataStatus()).some(({ name, available }) => name === 'cifar-10' && available);
const needsData = { skip: here ? false : 'cifar-10 is not here' };

const context: RunContext = { progress: () => {}, signal: new AbortController().signal };
const quick = e9.runs('quick').filter(({ seed, settings }) => seed === 1 && settings.scale === 'unit');

for (const { settings, seed } of quick)
  test(
    `${settings.method}: a run is repeated bit by bit, and its bounds and accuracies are in order`,
    needsData,
    async () => {
      const fractions: number[] = [];
      const progress = (fraction: number) => void fractions.push(fraction);
      const records = await e9.run(settings, seed, { ...context, progress });
      const [record] = records;
      assert.ok(record);
      assert.equal(record.pgd.length, settings.attacks.length);
      record.pgd.forEach((accuracy, i) => {
        assert.ok(accuracy <= record.clean && accuracy <= record.pgdOfHinge[i]!);
        assert.ok(i === 0 || accuracy <= record.pgd[i - 1]! + 0.02);
      });
      assert.ok(
        record.cleanObjective <= record.fgsmObjective && record.fgsmObjective <= record.pgdObjective + 0.01,
      );
      if (settings.method.startsWith('convex')) {
        const gap = gapOf({ ...settings, ...record, seed });
        assert.ok(gap >= 0 && gap <= settings.gap, String(gap));
      }
      const own = {
        'gd-fgsm': record.fgsmObjective,
        'gd-pgd': record.pgdObjective,
        'convex-robust': record.pgdObjective,
      };
      const expected = own[settings.method as keyof typeof own] ?? record.cleanObjective;
      // A robust network is linear on the balls of its training samples, so that PGD attains the bound.
      assert.ok(Math.abs(record.objective - expected) <= 1e-6 * expected, `${record.objective} ${expected}`);
      if (settings.method === 'convex-robust') {
        assert.ok(record.pgdObjective <= record.objective * (1 + 1e-9));
        assert.ok(record.usable > 0 && record.usable <= settings.patterns);
      }
      assert.ok(fractions.length > 0 && fractions.every((fraction) => fraction >= 0 && fraction <= 1));
      assert.deepEqual(await e9.run(settings, seed, context), records);
    },
  );

test(
  'without a pattern that has room the robust program gives a network of no neurons',
  needsData,
  async () => {
    const { settings } = quick.find(({ settings }) => settings.method === 'convex-robust')!;
    const [record] = await e9.run({ ...settings, scale: 'standard' }, 1, context);
    assert.deepEqual([record!.usable, record!.neurons, record!.objective, record!.lowerBound], [0, 0, 1, 1]);
  },
);

test('an aborted run throws', needsData, async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  for (const { settings } of quick)
    await assert.rejects(e9.run(settings, 1, { ...context, signal }), /enough/, settings.method);
});

test(
  'standardized images have mean 0 and deviation 1, and balls are as wide as in grey levels',
  needsData,
  async () => {
    const [unit, standard] = await Promise.all([e9Data('unit', 60, 11), e9Data('standard', 60, 11)]);
    const { data } = standard.train.X;
    const sum = (of: (x: number) => number) => data.reduce((total, x) => total + of(x), 0) / data.length;
    assert.ok(Math.abs(sum((x) => x)) < 1e-12 && Math.abs(sum((x) => x * x) - 1) < 1e-12);
    const [a, b] = [unit.test.X.data, standard.test.X.data];
    const factor = (b[7]! - b[1]!) / (a[7]! - a[1]!);
    assert.ok(Math.abs(standard.perLevel / unit.perLevel - factor) < 1e-9 * factor);
  },
);

test('a program on c X is that on X with beta / c, and so is every step of descent', () => {
  using arena = new Arena();
  const [n, d, c] = [12, 3, 255];
  const source = stream('scales of E9');
  const X = Array.from({ length: n }, () => [...source.fillNormal(new Float64Array(d))]);
  const scaled = X.map((x) => x.map((value) => c * value));
  const y = X.map((_, k) => (k % 3 === 0 ? 1 : -1));
  const patterns = samplePatterns(arena, X, 8, source);
  const value = (samples: number[][], beta: number) =>
    solve(convexProgram(arena, { X: samples, y, loss: hinge, beta, patterns }), {
      gap: 1e-8,
      iterations: 200,
      solver: interiorPointMethod,
    }).primal;
  const [raw, unit] = [value(scaled, 0.5), value(X, 0.5 / c)];
  assert.ok(raw > 0 && Math.abs(raw - unit) < 1e-6 * raw, `${raw} ${unit}`);
  assert.equal(scales.raw.decay, 1 / c);

  const start = randomNetwork(6, d, 0.5, source);
  const root = Math.sqrt(c);
  const shrunk = {
    ...start,
    hidden: start.hidden.map((u) => u / root),
    output: start.output.map((a) => a / root),
  };
  const trained = (samples: number[][], beta: number, rate: number, from: typeof start, radius: number) => {
    const problem = networkProblem(arena, { X: samples, y, loss: hinge, beta });
    const settings = { rule: 'momentum' as const, momentum: 0.9, batch: 4, epochs: 20, learningRate: rate };
    const ascent = fgsmAscent(radius, d);
    return train(problem, from, { ...settings, ascent }, stream('order of E9'), {});
  };
  const a = trained(scaled, 0.5, 0.1 / c, shrunk, 0.1 * c);
  const b = trained(X, 0.5 / c, 0.1, start, 0.1);
  assert.ok(Math.abs(a.objective - b.objective) < 1e-9 * b.objective);
  const [za, zb] = [predict(a.network, scaled), predict(b.network, X)];
  za.forEach((z, k) => void assert.ok(Math.abs(z - zb[k]!) < 1e-8 * (1 + Math.abs(z))));
});

test('each claim holds for the remembered table, and for no other order', () => {
  const failing = (...invented: Parameters<typeof rows>) =>
    e9Claims
      .filter((claim) => verdict(claim.measure([rows(...invented)])) !== 'reproduced')
      .map(({ id }) => id.slice('convex/'.length));
  assert.deepEqual(failing({}), []);
  assert.deepEqual(failing({ convex: { pgd: 5, fgsm: 5 } }, ['raw']), ['C14']);
  assert.deepEqual(failing({ 'convex-robust': { clean: 76 } }, ['unit']), ['C15-unit']);
  assert.deepEqual(failing({ 'gd-fgsm': { objective: 0.6 } }, ['raw']), ['C16']);
  assert.deepEqual(failing({ 'gd-pgd': { fgsm: 65 } }), ['C17', 'C17-unit']);
  assert.deepEqual(failing({ 'convex-robust': { pgdObjective: 0.66 } }), ['C12-pgd']);
  assert.deepEqual(failing({ convex: { objective: 0.0001 } }), ['E9-scale']);
  assert.deepEqual(failing({ 'gd-pgd': { pgd: 70 } }, ['unit'], [15]), ['E9-radius']);
});

test('runs whose certified gap is wide are left out, and counted', () => {
  const results = rows().map((result) => {
    const wide = result.settings.method === 'convex-robust' && result.seed <= 2;
    return wide ? { ...result, records: result.records.map((r) => ({ ...r, lowerBound: 0.1 })) } : result;
  });
  const [part] = e9Claims[0]!.measure([results]);
  assert.equal(part!.count, 5);
  assert.equal(part!.excluded, 2);
});

test('the table has seven runs of each method at each scale, the scan five at the other radii', () => {
  const results = rows();
  for (const scale of Object.keys(scales) as Scale[]) {
    const own = tableOf(results, scale);
    for (const method of methods) assert.equal(own[method].length, 7);
  }
  const scan = results.filter(({ settings }) => settings.radius !== 10);
  assert.equal(scan.length, 3 * 3 * 4 * 5);
});

test('figures show each scale, and what is remembered only where it can belong', () => {
  for (const figure of [table, objective, byRadius]) {
    const { data, layout } = figure.draw([rows()]);
    assert.ok(data.length >= 5, figure.id);
    assert.match(JSON.stringify(layout.annotations), /raw.*\[0, 1\].*deviation 1/);
    assert.match(figure.caption, /remembered of the paper’s table, unverified/);
  }
  const hollow = table.draw([rows()]).data.filter(({ name }) => String(name).endsWith('remembered'));
  assert.equal(hollow.length, 6);
  assert.ok(JSON.stringify(hollow).includes(JSON.stringify(methods.map((m) => remembered[m].pgd))));
});

test('the settings are those that ended lowest in the recorded tuning', (t) => {
  const file = recordedFile('.', e9Tuning.id);
  const index = readIndex(file);
  if (index.size === 0) return t.skip('the tuning is not recorded yet');
  const runs = flat(
    readRuns(file, index, [...index.keys()]) as never as Parameters<typeof tuning.draw>[0][0],
  );
  const lowest = <T>(of: readonly T[], chosen: (run: (typeof runs)[number], value: T) => boolean) => {
    const means = of.map((value) => {
      const own = runs.filter((run) => chosen(run, value));
      return own.reduce((sum, run) => sum + run.objective, 0) / own.length;
    });
    return of[means.indexOf(Math.min(...means))];
  };
  for (const scale of Object.keys(scales) as Scale[])
    for (const method of ['gd', 'gd-fgsm', 'gd-pgd'] as const) {
      const best = lowest(
        learningRates,
        (run, rate) => run.scale === scale && run.method === method && run.learningRate === rate,
      );
      assert.equal(best, rates[scale][method], `${scale} ${method}`);
    }
  const best = lowest([1, 2, 3], (run, S) => run.method === 'convex-robust' && run.dataSets === S);
  assert.equal(best, DATA_SETS);
});
