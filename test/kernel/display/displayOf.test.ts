import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import fc from 'fast-check';
import { Matrix, MatrixTransposeView } from 'ml-matrix';
import type { Display } from '../../../src/kernel/contract.ts';
import { displayOf, JUPYTER_DISPLAY } from '../../../src/kernel/display/index.ts';
import { Arena, fromRows } from '../../../src/linalg/index.ts';

/** What `displayOf` gives at once. */
function shown(value: unknown): Display {
  const display = displayOf(value);
  assert.ok(!(display instanceof Promise));
  return display;
}
const text = (value: unknown): string => shown(value).data['text/plain'] as string;
const html = (value: unknown): string => shown(value).data['text/html'] as string;
const PLOTLY = 'application/vnd.plotly.v1+json';

function assertSendable(display: Display): void {
  assert.deepEqual(JSON.parse(JSON.stringify(display)), display);
  assert.deepEqual(structuredClone(display), display);
  assert.equal(typeof display.data['text/plain'], 'string');
  JSON.stringify(display, (key, value) => {
    assert.ok(key.isWellFormed() && (typeof value !== 'string' || value.isWellFormed()));
    return value;
  });
}

test('any value gives a display that survives JSON and a clone', () => {
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
    withTypedArray: true,
    withUnicodeString: true,
  });
  fc.assert(fc.property(anything, (value) => assertSendable(shown(value))));
});

test('a plotly figure of any data gives a display that survives JSON and a clone', () => {
  const part = fc.anything({
    withTypedArray: true,
    withMap: true,
    withDate: true,
    withBigInt: true,
    key: fc.string({ unit: fc.constantFrom('a', '\ud800', '\udc00') }),
    values: [fc.string({ unit: fc.constantFrom('a', '\ud800', '\udc00') }), fc.double(), fc.integer()],
  });
  const figure = fc.record({
    data: fc.array(fc.dictionary(fc.string(), part)),
    layout: fc.dictionary(fc.string(), part),
  });
  fc.assert(
    fc.property(figure, (value) => {
      const display = shown(value);
      assert.ok(PLOTLY in display.data);
      assertSendable(display);
    }),
  );
});

test('what throws wherever it is touched still gives a text', () => {
  const traps = ['get', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor', 'apply'] as const;
  const fail = () => {
    throw new Error('do not touch');
  };
  fc.assert(
    fc.property(
      fc.subarray([...traps]),
      fc.constantFrom({}, [], () => 0, new Map(), new Error('e')),
      (chosen, target) => {
        assertSendable(shown(new Proxy(target, Object.fromEntries(chosen.map((trap) => [trap, fail])))));
      },
    ),
  );
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const custom = Symbol.for('nodejs.util.inspect.custom');
  const getters = ['data', 'layout', 'rows', '$isSeries', 'constructor', custom, JUPYTER_DISPLAY].map((key) =>
    Object.defineProperty({ layout: {}, rows: 1, cols: 1 }, key, {
      get: fail,
      enumerable: true,
      configurable: true,
    }),
  );
  for (const value of [
    proxy,
    ...getters,
    { [custom]: fail },
    {
      get x() {
        return fail();
      },
    },
  ])
    assertSendable(shown(value));
  assert.match(text({ [custom]: fail }), /cannot be shown: do not touch/);
});

test('primitives, functions, classes, promises, dates and errors read as in Node', () => {
  assert.equal(text('it'), "'it'");
  assert.equal(text(12n), '12n');
  assert.equal(text(-0), '-0');
  assert.equal(text(Symbol('s')), 'Symbol(s)');
  assert.equal(text(null), 'null');
  assert.equal(text(class Model {}), '[class Model]');
  assert.equal(
    text(function fit() {}),
    '[Function: fit]',
  );
  assert.match(text(Promise.resolve(3)), /^Promise { 3\b/);
  assert.equal(text(new Date(0)), '1970-01-01T00:00:00.000Z');
  assert.match(text(new RangeError('too far', { cause: 7 })), /^RangeError: too far\n[\s\S]*\[cause\]: 7/);
  const cyclic: { self?: object } = {};
  cyclic.self = cyclic;
  assert.equal(text(cyclic), '<ref *1> { self: [Circular *1] }');
});

test('long collections give their size and both ends', () => {
  const numbers = Float64Array.from({ length: 1000 }, (_, i) => i);
  assert.match(text(numbers), /^Float64Array\(1000\) \[\n +0, [\s\S]*… 960 more …[\s\S]* 999\n\]$/);
  assert.match(text(Array.from(numbers)), /^Array\(1000\) \[\n +0, [\s\S]* 999\n\]$/);
  assert.match(text(new Set(numbers)), /^Set\(1000\) \{\n +0, [\s\S]* 999\n\}$/);
  assert.match(
    text(new Map(Array.from(numbers, (i) => [i, `v${i}`]))),
    /^Map\(1000\) \{\n +0 => 'v0'[\s\S]*999 => 'v999'\n\}$/,
  );
  assert.match(text(`${'a'.repeat(50_000)}z`), /^String\(50001\) 'aaa[\s\S]*aaz'$/);
  const keyed = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`key${i}`, i]));
  assert.match(text(keyed), /^Object\(2000\) \{\n +key0: 0,[\s\S]*… 1960 more …[\s\S]*key1999: 1999\n\}$/);
  assert.equal(text([1, 2, 3]), '[ 1, 2, 3 ]');
});

test('no text is longer than about 20,000 characters', () => {
  const row = Array.from({ length: 300 }, (_, i) => i / 7);
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`key${i}`, i]));
  const deep = Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => row));
  for (const value of [many, deep, { deep }, new Map([[1, deep]]), 'x'.repeat(1e7), [many, many]])
    assert.ok(text(value).length < 21_000);
  assert.doesNotMatch(text(deep), /characters left out/); // each of its rows is cut instead
});

test("an object's own bundle is shown, with text added where it has none", () => {
  const value = {
    [JUPYTER_DISPLAY]: () => ({ 'text/markdown': '**bold**', 'image/png': new Uint8Array([1, 2, 3]) }),
  };
  assert.deepEqual(shown(value).data, {
    'text/markdown': '**bold**',
    'image/png': 'AQID',
    'text/plain': '**bold**',
  });
  assert.deepEqual(
    shown({ [JUPYTER_DISPLAY]: () => ({ 'text/plain': ['a\n', 'b'], 'application/json': { n: NaN } }) }).data,
    {
      'text/plain': 'a\nb',
      'application/json': { n: null },
    },
  );
});

test('whatever an object puts into its bundle, what is sent survives JSON and a clone', () => {
  const mime = fc.constantFrom(
    'text/plain',
    'text/html',
    'image/png',
    'application/json',
    'own',
    '__proto__',
  );
  const bundle = fc.dictionary(mime, fc.anything({ withTypedArray: true, withBigInt: true, withDate: true }));
  fc.assert(
    fc.property(fc.oneof(bundle, fc.anything()), (value) => {
      assertSendable(shown({ [JUPYTER_DISPLAY]: () => value }));
    }),
  );
});

test("an object's own bundle may be a promise, and what fails is said in the text", async () => {
  const of = async (method: () => unknown) => (await displayOf({ [JUPYTER_DISPLAY]: method })).data;
  assert.equal((await of(async () => ({ 'text/html': '<i>x</i>' })))['text/html'], '<i>x</i>');
  for (const method of [
    () => Promise.reject(new Error('no picture today')),
    () => {
      throw new Error('no picture today');
    },
  ])
    assert.match((await of(method))['text/plain'] as string, /no picture today/);
  assert.match((await of(() => 5))['text/plain'] as string, /gave 5 instead of a MIME bundle/);
});

test('a plotly figure is copied: typed arrays as arrays, NaN as null, dates as text', () => {
  const x = new Float64Array([1, NaN, Infinity]);
  const display = shown({
    data: [
      { type: 'scatter', x, y: [new Date(0)], customdata: undefined },
      { type: 'heatmap', z: [[1n]] },
    ],
    layout: { title: { text: 'Loss' } },
  });
  const figure = {
    data: [
      { type: 'scatter', x: [1, null, null], y: ['1970-01-01T00:00:00.000Z'] },
      { type: 'heatmap', z: [['1']] },
    ],
    layout: { title: { text: 'Loss' } },
  };
  assert.deepEqual(display.data, {
    [PLOTLY]: figure,
    'text/plain': 'Plotly figure "Loss": 2 traces (scatter, heatmap)',
  });
  x[0] = 2;
  assert.deepEqual(display.data[PLOTLY], figure);
});

test('what a figure holds in a circle is left out', () => {
  const meta: { a: number; self?: object } = { a: 1 };
  meta.self = meta;
  const figure = shown({ data: [{ meta }, { meta }], layout: {} }).data[PLOTLY];
  assert.deepEqual(figure, { data: [{ meta: { a: 1 } }, { meta: { a: 1 } }], layout: {} });
});

test('what merely resembles a figure is text', () => {
  for (const value of [
    { data: [1], layout: {} },
    { data: {}, layout: {} },
    { data: [], layout: null },
  ])
    assert.deepEqual(Object.keys(shown(value).data), ['text/plain']);
});

const { DataFrame, Series } = createRequire(import.meta.url)('danfojs-node') as typeof import('danfojs-node');

test('a data frame is a table with its shape and types', () => {
  const frame = new DataFrame(
    [
      ['a', 1.5],
      ['b', 22],
    ],
    { columns: ['name', 'value'], index: ['first', 'second'] },
  );
  assert.equal(
    text(frame),
    [
      'DataFrame: 2 rows × 2 columns',
      '        name      value',
      '        string  float32',
      'first   a           1.5',
      'second  b            22',
    ].join('\n'),
  );
  assert.match(html(frame), /<caption.*>DataFrame: 2 rows × 2 columns<\/caption>/);
  assert.match(html(frame), /<th scope="row">second<\/th><td style="text-align:left">b<\/td>/);
  assert.match(
    html(frame),
    /<th scope="col" style="text-align:right">value<br><small>float32<\/small><\/th>/,
  );
});

test('a long data frame shows its first and last rows', () => {
  const frame = new DataFrame(Array.from({ length: 1000 }, (_, i) => [i]));
  const rows = [...html(frame).matchAll(/<th scope="row">(.*?)<\/th>/g)].map(([, label]) => label);
  assert.deepEqual(rows.slice(8, 13), ['8', '9', '…', '990', '991']);
  assert.equal(rows.at(-1), '999');
  assert.match(text(frame), /^DataFrame: 1000 rows × 1 column\n/);
});

test('a series is a table of one column', () => {
  assert.equal(text(new Series([1, 2])), 'Series: 2 entries\n       0\n   int32\n0      1\n1      2');
});

test('whatever stands in a frame, the HTML holds no tags but those of the table, and all of the text', () => {
  const word = fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'script', 'é', '日', ' x') });
  fc.assert(
    fc.property(word, word, word, (name, label, value) => {
      const frame = {
        $isSeries: false,
        $dtypes: [],
        $index: [],
        shape: [1, 1],
        columns: [name],
        index: [label],
        dtypes: ['string'],
        values: [[value]],
      };
      const rest = html(frame).replaceAll(
        /<\/?(table|caption|thead|tbody|tr|th|td|br|small)( scope="(row|col)")?( style="[a-z:;-]+")?>/g,
        '\n',
      );
      assert.doesNotMatch(rest, /[<>"']/);
      const decoded = rest
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&');
      for (const part of [name, label, value]) assert.ok(decoded.includes(part));
    }),
  );
});

test('matrices of ml-matrix and of this library are tables with their shape', () => {
  using arena = new Arena();
  const rows = [
    [1, 2.5],
    [-3, 1 / 3],
  ];
  const lines = (value: unknown) => text(value).split('\n');
  const table = ['    0         1', '0   1       2.5', '1  -3  0.333333'];
  assert.deepEqual(lines(new Matrix(rows)), ['Matrix: 2 × 2', ...table]);
  assert.deepEqual(lines(fromRows(arena, rows)), ['Matrix: 2 × 2', ...table]);
  assert.equal(lines(new MatrixTransposeView(new Matrix([[1, 2, 3]])))[0], 'MatrixTransposeView: 3 × 1');
  assert.match(html(fromRows(arena, rows)), /<caption.*>Matrix: 2 × 2<\/caption>/);
});

test('a large matrix shows its corners', () => {
  const large = text(Matrix.ones(100, 50)).split('\n');
  assert.equal(large[0], 'Matrix: 100 × 50');
  assert.equal(large.length, 1 + 1 + 8 + 1 + 8);
  assert.match(large[1]!, /^ +0 .* 5 +… +44 .* 49$/);
});

test('a matrix whose arena was released says so', () => {
  const arena = new Arena();
  const matrix = fromRows(arena, [[1]]);
  arena.release();
  assert.match(text(matrix), /its arena was released/);
});
