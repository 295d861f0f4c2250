import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatCsv, numbersOf, parseCsv, samplesOf, wordsOf } from '../../src/tables/index.ts';

const cells = (text: string) =>
  parseCsv(text, 'd.csv').columns.map(({ name, numbers, words }) => [name, words ?? [...numbers]]);

test('a byte-order mark, any line ends, any of three separators, quotes and blank lines', () => {
  const expected = [
    ['a', [1, 3]],
    ['b', [2, -0.04]],
  ];
  for (const text of [
    'a,b\n1,2\n3,-4e-2\n',
    'a,b\n1,2\n3,-4e-2',
    '\uFEFFa;b\r\n1;2\r\n\r\n3;-4e-2\r\n\r\n',
    '\r"a"\t b \r1\t+2.\r3\t"-.04"',
    '\n"a";" b"\r\n"1";2\n3;"-.04"\r\n',
  ])
    assert.deepEqual(cells(text), expected, JSON.stringify(text));
});

test('a column with a word is one of words, its numbers in their shortest form', () => {
  assert.deepEqual(cells('a,b\n1.50, no \nx,"yes, ""very"""\n'), [
    ['a', ['1.5', 'x']],
    ['b', ['no', 'yes, "very"']],
  ]);
  assert.deepEqual(cells('a\n1\n\n2\n'), [['a', ['1', '', '2']]]);
});

test('the separator of the names counts, not that of the numbers', () => {
  assert.throws(() => numbersOf(parseCsv('a;b\n1,5;2\n', 'd.csv'), 'a'), {
    name: 'TableError',
    message: 'd.csv, row 1 (line 2), column "a": the cell is "1,5"; write decimals with a point',
  });
});

test('tables written read back: quotes, separators, line ends, and every bit of numbers', () => {
  const name = fc
    .string()
    .filter(
      (text) => text.trim() === text && text !== '' && !/^[\d.+-]/.test(text) && !text.startsWith('\uFEFF'),
    );
  const word = fc
    .string({
      unit: fc.oneof(
        fc.constantFrom(',', ';', '\t', '"', '\n', ' ', "'"),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
    })
    .map((text) => `w${text.trim()}`);
  fc.assert(
    fc.property(
      fc.tuple(name, name).filter(([a, b]) => a !== b),
      fc.array(fc.tuple(word, fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1 }),
      ([a, b], rows) => {
        const text = formatCsv({ [`_${a}`]: rows.map(([w]) => w), [`_${b}`]: rows.map(([, x]) => x) });
        const table = parseCsv(text, 'd.csv');
        assert.deepEqual(
          table.columns.map((column) => column.name),
          [`_${a}`, `_${b}`],
        );
        assert.deepEqual(
          wordsOf(table, `_${a}`),
          rows.map(([w]) => w),
        );
        assert.deepEqual(
          numbersOf(table, `_${b}`),
          Float64Array.from(rows, ([, x]) => x),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('rows are named by their number and line, below quoted line ends and blank lines too', () => {
  const table = parseCsv('a,b\n"x\ny",1\n\nz,oops\n', 'd.csv');
  assert.equal(table.place(1), 'row 2 (line 5)');
  assert.throws(() => numbersOf(table, 'b'), {
    message: /^d\.csv, row 2 \(line 5\), column "b": the cell is "oops", not a finite number/,
  });
});

test('cells that are missing or no finite number are named with what to do', () => {
  const of = (cell: string) => parseCsv(`a,b\n1,2\n3,${cell}\n`, 'd.csv');
  for (const [cell, message] of [
    [
      '',
      /^d\.csv, row 2 \(line 3\), column "b": the cell is empty; fill it in, or leave out the row or the column$/,
    ],
    ['NA', /the cell is missing \("NA"\); fill it in/],
    ['NaN', /missing \("NaN"\)/],
    ['inf', /is "inf", not a finite number; encode words as numbers, or leave out the column/],
    ['1e999', /is "1e999", not a finite number/],
    ['0x10', /is "0x10", not a finite number/],
    ['1 000', /is "1 000", not a finite number/],
  ] as const)
    assert.throws(() => samplesOf(of(cell), ['a', 'b']), { name: 'TableError', message });
  assert.throws(() => wordsOf(of('?'), 'b'), { message: /column "b": the label is missing/ });
  assert.throws(() => numbersOf(of('1'), 'c'), { message: 'd.csv has no column "c": its columns are a, b' });
  const wide = Array.from({ length: 30 }, (_, j) => `f${j}`).join();
  assert.throws(() => numbersOf(parseCsv(`${wide}\n${wide}\n`, 'd.csv'), 'c'), {
    message: /f19 and 10 more$/,
  });
});

test('what is no table is refused with the reason', () => {
  for (const [text, message] of [
    ['', 'd.csv is empty: a line of column names was expected'],
    ['\n \n', 'd.csv is empty: a line of column names was expected'],
    ['a,b\n', 'd.csv has a line of names and nothing below it: at least one row was expected'],
    ['1,2\n3,4\n', /line 1 holds only numbers: a line with the names of the columns was expected; add one/],
    ['a,b\n1,2\n3\n', /^d\.csv, row 2 \(line 3\) has 1 cells but there are 2 columns \(a \.\. b\)/],
    ['a,b\n1,2,3\n', /row 1 \(line 2\) has 3 cells/],
    ['a,b,a\n1,2,3\n', /line 1: there are two columns "a"; give each a name of its own/],
    [',a\n0,1\n', /line 1: column 1 of 2 has no name; .*index=False/],
    ['a,b\n1,"2\n3,4\n', /line 2: a quote is opened and never closed/],
    ['a,b\n1,"2"3\n', /line 2: text follows a closing quote/],
  ] as const)
    assert.throws(() => parseCsv(text, 'd.csv'), { name: 'TableError', message }, JSON.stringify(text));
});
