import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../src/spec/experiment.ts';
import { decode, encode } from '../../src/workbook/encoding.ts';

const lookalike = fc.stringMatching(/^~{0,3}(NaN|-?Infinity|-0|-0\.0)$/);
const bits = fc
  .bigInt({ min: 0n, max: 2n ** 64n - 1n })
  .map((n) => new Float64Array(BigUint64Array.of(n).buffer)[0]!);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.double(),
    bits,
    fc.constantFrom(-0, 0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, 2 ** 53),
    fc.string({ unit: 'binary' }),
    lookalike,
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.double()),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string(), lookalike, fc.constant('__proto__')), tie('value')),
  ),
}));

/** By Object.is, so that -0 and 0 differ; prototypes aside. */
function same(a: Json, b: Json): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    left.length === right.length &&
    left.every(([key, entry], i) => right[i]![0] === key && same(entry, right[i]![1]))
  );
}

test('every value of plain data comes back with all its bits', () => {
  fc.assert(
    fc.property(value, (x) => same(decode(encode(x as Json)), x as Json)),
    { numRuns: 3000 },
  );
});

test('different values have different texts', () => {
  fc.assert(
    fc.property(
      value,
      value,
      (a, b) => same(a as Json, b as Json) || encode(a as Json) !== encode(b as Json),
    ),
    { numRuns: 1000 },
  );
});

test('the text is one line of JSON that other languages read: numbers as such, NaN and infinities as words', () => {
  const text = encode({ x: [0.1, -0, Number.NaN, Number.NEGATIVE_INFINITY], s: 'a\nb' });
  assert.equal(text, '{"x":[0.1,-0.0,"NaN","-Infinity"],"s":"a\\nb"}');
  assert.doesNotThrow(() => JSON.parse(text));
});

test('what is not plain data is refused with its place', () => {
  const refused = (x: unknown, message: RegExp) => assert.throws(() => encode(x as Json, 'records'), message);
  refused([{ loss: undefined }], /records\[0\]\.loss is a undefined/);
  refused([{ w: new Float64Array(2) }], /records\[0\]\.w is a Float64Array/);
  refused([[1n]], /records\[0\]\[0\] is a BigInt/);
  refused({ run: () => 1 }, /records\.run is a Function/);
  refused({ m: new Map() }, /records\.m is a Map/);
});
