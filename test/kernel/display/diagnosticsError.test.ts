import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import ts from 'typescript';
import type { Diagnostic } from '../../../src/kernel/contract.ts';
import { diagnosticsError } from '../../../src/kernel/display/index.ts';

const report = (diagnostics: readonly Diagnostic[], source: string): string[] =>
  diagnosticsError(diagnostics, source, 'In [3]').traceback.map(stripVTControlCharacters);

const at = (source: string, piece: string, over: Partial<Diagnostic> = {}): Diagnostic => {
  const start = source.indexOf(piece);
  return { severity: 'error', code: 'TS2322', message: 'no', start, end: start + piece.length, ...over };
};

test('a message stands above its line, which is marked', () => {
  const source = 'let a = 1;\nconst name: number = "x";';
  assert.deepEqual(report([at(source, 'name')], source), [
    'In [3]:2:7 - error TS2322: no',
    '',
    '2 const name: number = "x";',
    '        ~~~~',
    '',
    'Found 1 error.',
  ]);
});

test('the same as tsc --pretty, but for colours and what stands around the messages', () => {
  const source = 'const a: number = "x";\n\nfunction f(x: string) {\n  return x.nope;\n}\nf(1 +\n  2);\n';
  const file = ts.createSourceFile('In [3]', source, ts.ScriptTarget.ES2024);
  const found: Diagnostic[] = [
    at(source, 'a:', { end: source.indexOf('a:') + 1 }),
    at(source, 'nope', { code: 'TS2339', message: 'gone\n  for good' }),
    at(source, '1 +\n  2', { code: 'TS2345' }),
  ];
  const theirs = ts.formatDiagnosticsWithColorAndContext(
    found.map(({ code, message, start, end }) => ({
      file,
      start,
      length: end - start,
      messageText: message,
      category: ts.DiagnosticCategory.Error,
      code: Number(code.slice(2)),
    })),
    { getCurrentDirectory: () => '', getCanonicalFileName: (name) => name, getNewLine: () => '\n' },
  );
  const lines = (text: string): string[] =>
    stripVTControlCharacters(text)
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== '');
  assert.deepEqual(lines(report(found, source).slice(0, -1).join('\n')), lines(theirs));
});

test('marks are aligned below tabs and wide letters', () => {
  const source = '\tf("日本", x);';
  assert.deepEqual(report([at(source, 'x')], source).slice(2, 4), [
    '1     f("日本", x);',
    '                ~',
  ]);
  const flags = 'f("👩‍👩‍👧e\u0301", x);';
  assert.equal(report([at(flags, 'x')], flags)[3], `  ${' '.repeat('f("ppe", '.length)}~`);
});

test('name and value: the first message, and how many more', () => {
  const source = 'a b c';
  const error = (code: string, n: number) =>
    diagnosticsError(Array<Diagnostic>(n).fill(at(source, 'b', { code, message: 'gone' })), source, 'In [3]');
  assert.deepEqual(
    [error('TS2304', 1).ename, error('TS2304', 1).evalue],
    ['TypeScriptError', 'In [3]:1:3 - TS2304: gone'],
  );
  assert.deepEqual(
    [error('TS1005', 3).ename, error('TS1005', 3).evalue],
    ['SyntaxError', 'In [3]:1:3 - TS1005: gone (and 2 more)'],
  );
});

test('ten are shown, all are counted', () => {
  const source = 'x';
  const lines = report(
    [...Array<Diagnostic>(24).fill(at(source, 'x')), at(source, 'x', { severity: 'warning' })],
    source,
  );
  assert.equal(lines.filter((line) => line.includes('TS2322')).length, 10);
  assert.equal(lines.at(-1), 'Found 24 errors and 1 warning; 15 more than shown.');
});

test('of a long span the first and the last two lines are shown', () => {
  const source = 'f(\n1,\n2,\n3,\n4,\n5);';
  const shown = ['1 f(', '  ~~', '2 1,', '  ~~', '…', '5 4,', '  ~~', '6 5);', '  ~~~'];
  assert.deepEqual(report([at(source, source)], source).slice(2, -2), shown);
});

test('a long line is shown around its mark', () => {
  const source = `const a = [${'1, '.repeat(500)}wrong, ${'2, '.repeat(500)}];`;
  const [, , line, mark] = report([at(source, 'wrong')], source);
  assert.ok(line!.length < 140);
  assert.equal(line!.slice(mark!.indexOf('~'), mark!.lastIndexOf('~') + 1), 'wrong');
});

test('any text and any offsets give a report', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\n', '\r', '日', '👍', '\ud800', '\u0301') }),
      fc.nat(40),
      fc.nat(40),
      (source, start, length) => {
        const diagnostic = at(source, '', { start, end: start + length });
        assert.match(report([diagnostic], source).join('\n'), /~/);
      },
    ),
  );
});
