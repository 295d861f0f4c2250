// The table of claims, and what a text quotes of one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { frameBundle } from '../../src/notebook/frame.ts';
import { claims, measured } from '../../src/notebook/index.ts';
import { interval, number, range } from '../../src/notebook/numbers.ts';

type Verdicts = Record<
  string,
  { verdict: string; parts: { label: string; value: number; low: number; high: number; count: number }[] }
>;
const recorded = JSON.parse(readFileSync('results/convex/verdicts.json', 'utf8')) as Verdicts;

test('the table has a row for each claim, with its recorded verdict and a part that decides it', () => {
  const frame = claims('convex');
  assert.deepEqual(frame.columns, ['claim', 'statement', 'verdict', 'measured', 'expected', 'n', 'trust']);
  const rows = frame.values as string[][];
  assert.deepEqual(
    rows.map(([id, , verdict]) => [id, verdict]),
    Object.entries(recorded).map(([id, { verdict }]) => [id, verdict]),
  );
  const [, , , text] = rows.find(([id]) => id === 'convex/C7-cubic')!;
  const [part] = recorded['convex/C7-cubic']!.parts;
  assert.ok(text!.startsWith(`${part!.label}: ${interval(part!)}`));
});

test('rows can be chosen by verdict and by whose statement it is', () => {
  const failed = claims('convex', { verdicts: ['not reproduced'], beyond: false }).values as string[][];
  const wanted = Object.entries(recorded)
    .filter(([, { verdict }]) => verdict === 'not reproduced')
    .map(([id]) => id);
  const ids = failed.map(([id]) => id!);
  assert.ok(ids.length > 0 && ids.every((id) => wanted.includes(id)));
  assert.ok(failed.every((row) => row[6] !== 'ours'));
});

test('a quoted measurement has value, interval, count and expected range of exactly one part', () => {
  const { value, low, high } = recorded['convex/C7']!.parts[1]!;
  assert.equal(
    measured('convex/C7', 'accelerated'),
    `${number(value)} [${number(low)}, ${number(high)}] (n = 20 times; expected 0 to 2.3)`,
  );
  assert.throws(
    () => measured('convex/C7', 'time per iteration'),
    /not exactly one part .*; its parts: ADMM/,
  );
  assert.throws(() => measured('convex/C7', 'no such'), RangeError);
  assert.throws(() => measured('convex/C77'), /there is no claim "convex\/C77"; nearest: convex\/C7/);
});

test('numbers have four digits and a real minus sign', () => {
  assert.deepEqual([0.98254, -0.1, 1.5e-9, 123456.7, -Infinity].map(number), [
    '0.9825',
    '−0.1',
    '1.5e−9',
    '123500',
    '−∞',
  ]);
  assert.deepEqual(
    [range([-Infinity, 2]), range([1, Infinity]), range([1, 1]), range([0, 1])],
    ['≤ 2', '≥ 1', '1', '0 to 1'],
  );
});

test('a frame is a table in HTML, escaped, and an aligned one as text', () => {
  const frame = claims('convex', { verdicts: ['inconclusive'] });
  const { 'text/html': html, 'text/plain': text } = frameBundle(frame) as Record<string, string>;
  assert.equal(html!.match(/<tr>/g)!.length, frame.shape[0]! + 1);
  assert.doesNotMatch(html!, /<(?!\/?(table|thead|tbody|tr|th|td)[ >])/);
  const lines = text!.split('\n');
  assert.equal(lines.length, frame.shape[0]! + 1);
  assert.match(lines[0]!, /^claim +statement +verdict/);
  assert.equal(inspect(frame), text);
});
