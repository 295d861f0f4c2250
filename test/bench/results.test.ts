import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { resultOf } from '../../bench/harness/contest.ts';
import { growthOf } from '../../bench/harness/growth.ts';
import { representative } from '../../bench/harness/representative.ts';
import { type GroupResult, mergeGroup, readResults } from '../../bench/harness/results.ts';
import { benchMachine, speedTables } from '../../docs/generated/speed.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-'));
after(() => rmSync(folder, { recursive: true }));

const group = (title: string, seconds: number): GroupResult => ({
  title,
  date: '2026-01-02',
  machine: { cpu: 'any', cores: 2, gigabytes: 8 },
  versions: { Node: '24.0.0', numpy: '2.0.0' },
  absent: { scnn: 'no wheel' },
  load: 1.5,
  seconds,
  cases: [64, 128].flatMap((value) => [
    resultOf({ name: 'product', size: { symbol: 'n', value } }, [
      { name: 'Assay', rounds: [0.001 * value, 0.002 * value, 0.003 * value] },
      { name: 'numpy', rounds: value === 64 ? [0.01, 0.02] : [] },
    ]),
    resultOf({ name: 'product, memory', size: { symbol: 'n', value }, unit: 'MB' }, [
      { name: 'Assay', rounds: [value === 64 ? 12 : 45] },
      { name: 'numpy', rounds: [34] },
    ]),
  ]),
  growth: [],
});

test('a group that is measured anew takes the place of the old one, and the others stay', () => {
  const file = join(folder, 'new/results.json');
  assert.deepEqual(readResults(file), { format: 1, groups: {} });
  mergeGroup(file, 'floor', group('Floor', 10));
  mergeGroup(file, 'xor', group('XOR', 20));
  mergeGroup(file, 'floor', group('Floor', 1 / 3));
  const { groups } = readResults(file);
  assert.deepEqual(
    Object.entries(groups).map(([name, { seconds }]) => [name, seconds]),
    [
      ['floor', 0.3333],
      ['xor', 20],
    ],
  );
});

test('an entry of another form is an error that names the file and the entry', () => {
  const file = join(folder, 'wrong.json');
  writeFileSync(
    file,
    JSON.stringify({ format: 1, groups: { floor: { ...group('Floor', 1), seconds: -1 } } }),
  );
  assert.throws(() => readResults(file), /wrong\.json, groups\.floor\.seconds: .*Delete it: `make bench`/);
});

test('the committed results have all groups, ratios that follow from their rounds, and exponents from their least times', () => {
  const { groups } = readResults('bench/results.json');
  for (const name of ['floor', 'convex', 'xor', 'stability', 'kernel', 'workbook'])
    assert.ok(name in groups, name);
  const near = (a: number, b: number) => Math.abs(a - b) <= 2e-3 * Math.abs(b);
  for (const { cases, growth } of Object.values(groups)) {
    for (const one of cases) {
      const again = resultOf({ name: one.case, unit: one.unit }, one.contestants);
      one.contestants.forEach(({ name, median, ratio }, k) => {
        const expected = again.contestants[k]!;
        assert.ok(median === undefined || near(median, expected.median!), `${one.case}, ${name}`);
        assert.ok(ratio === undefined || near(ratio.median, expected.ratio!.median), `${one.case}, ${name}`);
      });
    }
    const again = growthOf(cases);
    assert.equal(growth.length, again.length);
    growth.forEach(({ exponent, sizes }, k) => {
      assert.ok(sizes.length >= 5 && Math.abs(exponent - again[k]!.exponent) < 0.01);
    });
  }
});

test('the tables of the README are those of bench/results.json', () => {
  const results = readResults('bench/results.json');
  const readme = readFileSync('README.md', 'utf8');
  assert.ok(readme.includes(`\n${speedTables(results)}\n`), 'README.md is out of date: make docs');
  assert.ok(readme.includes(`\n${benchMachine(results)}\n`), 'README.md is out of date: make docs');
});

test('of a case that was measured at several sizes the table has the largest that most contestants reached', () => {
  const results = { format: 1 as const, groups: { floor: group('Floor', 1) } };
  assert.deepEqual(
    representative(results).map(({ size }) => size!.value),
    [64],
  );
  const rows = speedTables(results).split('\n');
  assert.equal(rows[0], 'Floor:');
  assert.equal(
    rows.at(-1),
    '| product, n = 64 | 128 ms |  | numpy 0.16 (0.16 to 0.16) | Assay 12.0; numpy 34.0 |',
  );
  assert.match(
    benchMachine(results),
    /^Measured 2026-01-02 on any, 2 cores, 8 GB \(load 1\.5\), .*numpy 2\.0\.0\. Left out: scnn\.$/,
  );
});
