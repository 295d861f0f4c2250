// Results go into CSV and NumPy arrays without loss, as far as these can tell values apart. Read by Python: numpy.long.ts.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Papa from 'papaparse';
import { toCsv } from '../../src/export/csv.ts';
import { fieldsOf } from '../../src/export/fields.ts';
import { toNpz } from '../../src/export/npz.ts';
import type { Json, Result, ResultRecord } from '../../src/spec/experiment.ts';
import { parseNpz } from '../../src/tables/index.ts';
import { assay, folder } from '../workbook/fixtures/place.ts';

interface Awkward extends ResultRecord {
  readonly x: number | null;
  readonly even: readonly (readonly number[])[];
  readonly ragged: readonly number[] | number;
  readonly word: string;
  readonly flag: boolean;
  readonly seed: number;
  readonly rare?: number;
}
type Setting = {
  readonly rate: number;
  readonly deep: { readonly size: number };
  readonly list: readonly number[];
};

const run = (seed: number, settings: Setting, ...records: Awkward[]): Result<Setting, Awkward> => ({
  settings,
  seed,
  records,
});
const AWKWARD = 'a "quoted", line\nand µ 👩‍🔬';
const results = [
  run(
    7,
    { rate: 0.1, deep: { size: 3 }, list: [1, 2] },
    {
      x: 1,
      even: [
        [1, 2],
        [3, 4],
      ],
      ragged: [1],
      word: AWKWARD,
      flag: true,
      seed: 5,
    },
  ),
  run(
    8,
    { rate: -0, deep: { size: 4 }, list: [3, 4] },
    {
      x: NaN,
      even: [
        [5, 6],
        [7, 8],
      ],
      ragged: [],
      word: '',
      flag: false,
      seed: 6,
    },
  ),
  run(
    9,
    { rate: 5e-324, deep: { size: 5 }, list: [5, 6] },
    {
      x: Infinity,
      even: [
        [9, 1],
        [2, 3],
      ],
      ragged: [2, 3],
      word: 'NaN',
      flag: true,
      seed: 7,
      points: [
        { t: 1, name: 'a' },
        { t: 2, name: 'b' },
      ],
    },
    {
      x: null,
      even: [
        [4, 5],
        [6, -Infinity],
      ],
      ragged: 4,
      word: 'last',
      flag: false,
      seed: 8,
      rare: 1 / 3,
    },
  ),
];
const fields = fieldsOf(results);

const table = (text: string) =>
  Papa.parse<Record<string, string>>(text.replace(/\n$/, ''), { header: true, newline: '\n' }).data;
const cellOf = (value: Json | undefined) =>
  value === null || value === undefined ? '' : Object.is(value, -0) ? '-0' : String(value);

test('CSV: one row a record with run, seed, settings and everything that is no array', () => {
  const rows = table(toCsv(fields).rows);
  const expected = results.flatMap(({ seed, settings, records }, i) =>
    records.map((record: Awkward, j) => ({
      run: String(i),
      record: String(j),
      seed: String(seed),
      'settings.rate': cellOf(settings.rate),
      'settings.deep.size': String(settings.deep.size),
      x: cellOf(record.x),
      word: record.word,
      flag: String(record.flag),
      'records.seed': String(record.seed),
      rare: cellOf(record.rare),
    })),
  );
  assert.deepEqual(rows, expected);
});

test('CSV: every entry of an array has a row of the long table, with its place', () => {
  const entries = table(toCsv(fields).arrays!).map(({ run, record, field, index0, index1, value }) =>
    [run, record, field, `${index0}${index1}`, value].join(' '),
  );
  const of = (name: string) => entries.filter((entry) => entry.split(' ')[2] === name);
  assert.deepEqual(of('even').slice(-4), [
    '2 1 even 00 4',
    '2 1 even 01 5',
    '2 1 even 10 6',
    '2 1 even 11 -Infinity',
  ]);
  assert.deepEqual(of('ragged'), ['0 0 ragged 0 1', '2 0 ragged 0 2', '2 0 ragged 1 3', '2 1 ragged  4']);
  assert.deepEqual(of('points.name'), ['2 0 points.name 0 a', '2 0 points.name 1 b']);
  assert.equal(of('settings.list').length, 8);
});

test('NumPy: arrays of one shape are stacked, others are kept with the place of each entry', () => {
  const { names, read } = parseNpz(toNpz(fields), 'a.npz');
  assert.deepEqual([...read('seed').data], [7, 8, 9, 9]);
  assert.deepEqual(read('x'), { shape: [4], data: Float64Array.of(1, NaN, Infinity, NaN) });
  assert.ok(Object.is(read('settings.rate').data[1], -0));
  assert.deepEqual([...read('rare').data], [NaN, NaN, NaN, 1 / 3]);
  assert.deepEqual(read('flag'), { shape: [4], data: Float64Array.of(1, 0, 1, 0) });
  const even = results.flatMap(({ records }) => records.map((record) => record.even)).flat(2);
  assert.deepEqual(read('even'), { shape: [4, 2, 2], data: Float64Array.from(even) });
  assert.deepEqual(read('settings.list'), { shape: [4, 2], data: Float64Array.of(1, 2, 3, 4, 5, 6, 5, 6) });
  assert.deepEqual(read('ragged'), { shape: [4], data: Float64Array.of(1, 2, 3, 4) });
  assert.deepEqual(read('ragged.at'), { shape: [4, 2], data: Float64Array.of(0, 0, 2, 0, 2, 1, 3, -1) });
  assert.ok(names.includes('word') && names.includes('points.name'));
  assert.ok(!names.includes('even.at'));
});

test('assay export: recorded or computed results, as asked', async () => {
  const root = folder();
  const none = await assay(['export', 'tiny/numbers'], root);
  assert.equal(none.code, 1);
  assert.match(none.stderr, /no results of tiny\/numbers.* to compute them: assay run tiny\/numbers/);
  assert.equal((await assay(['run', 'tiny/numbers', '--record'], root)).code, 0);
  assert.match(
    (await assay(['export', 'tiny/numbers'], root)).stdout,
    /^computed: 6 runs, 12 records in tiny-numbers\.csv and tiny-numbers\.arrays\.csv$/m,
  );
  const rows = table(readFileSync(join(root, 'tiny-numbers.csv'), 'utf8'));
  assert.deepEqual(
    rows.slice(0, 2).map(({ y, z }) => [y, z]),
    [
      ['-0', 'NaN'],
      ['-Infinity', '5e-324'],
    ],
  );
  const out = join(root, 'new/n.npz');
  assert.equal((await assay(['export', 'tiny/numbers', '--npz', '--out', out], root)).code, 0);
  assert.deepEqual([...parseNpz(readFileSync(out), out).read('y').data.subarray(0, 2)], [-0, -Infinity]);
});

test('assay export: wrong use says what is right and writes nothing', async () => {
  const root = folder();
  const wrong: [string[], RegExp][] = [
    [['tiny'], /"tiny" is a paper: name one of tiny\/numbers, /],
    [['tiny/nmbers'], /the nearest is "tiny\/numbers"/],
    [['tiny/numbers', '--out', 'a.xlsx'], /a name that ends with \.csv or \.npz/],
    [['tiny/numbers', '--npz', '--out', 'a.csv'], /--out is "a\.csv" but --npz is given: leave one out/],
    [['tiny/numbers', '--npz', '--csv'], /cannot be used with/],
  ];
  const ends = await Promise.all(wrong.map(([args]) => assay(['export', ...args], root)));
  for (const [i, { code, stderr }] of ends.entries()) {
    assert.equal(code, 2, stderr);
    assert.match(stderr, wrong[i]![1]);
  }
  assert.deepEqual(
    readdirSync(root).filter((name) => /\.(csv|npz)$/.test(name)),
    [],
  );
  assert.ok(!existsSync(join(root, 'a.xlsx')));
});
