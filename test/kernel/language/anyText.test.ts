// Whatever is typed, every function answers, and goes on answering.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { notebook } from './notebook.ts';

const book = notebook();
after(() => book[Symbol.dispose]());
book.run(
  'let a = 1; const b = "s"; function f<T>(x: T) { return x } class C { m = 1 } interface I { p: number }',
);

const TOKENS = [
  ...[
    'a',
    'b',
    'f',
    'C',
    'I',
    'x',
    '_',
    '$',
    '𝒳',
    'let',
    'const',
    'var',
    'function',
    'class',
    'interface',
    'type',
  ],
  ...[
    'enum',
    'namespace',
    'import',
    'export',
    'default',
    'from',
    'await',
    'async',
    'yield',
    'return',
    'new',
    'this',
  ],
  ...[
    'super',
    'extends',
    'implements',
    'declare',
    'global',
    'using',
    'satisfies',
    'as',
    'is',
    'infer',
    'keyof',
    'typeof',
  ],
  ...[
    'if',
    'else',
    'for',
    'of',
    'in',
    'while',
    'do',
    'switch',
    'case',
    'break',
    'continue',
    'try',
    'catch',
    'finally',
  ],
  ...[
    'throw',
    'accessor',
    'static',
    'get',
    'set',
    'readonly',
    'abstract',
    'require',
    'meta',
    'any',
    'never',
    'unique',
  ],
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '<',
    '>',
    '=>',
    '=',
    '==',
    '...',
    '.',
    '?.',
    '??',
    '?',
    ':',
    ';',
    ',',
    '+',
    '-',
    '*',
  ],
  ...[
    '/',
    '&',
    '|',
    '!',
    '@',
    '#',
    '`',
    '${',
    '"s"',
    "'",
    '1',
    '2n',
    '0x',
    '1e',
    '/r/',
    '//',
    '/*',
    '*/',
    '\n',
    '\\',
  ],
  ...[
    '"node:fs"',
    '"./x"',
    '"./^cell-1.js"',
    '// @ts-nocheck\n',
    '\u2028',
    '\ud800',
    '\0',
    '<!--',
    '#!',
    '\t',
  ],
];
const soup = fc.array(fc.constantFrom(...TOKENS), { maxLength: 24 });
const text = fc.oneof(
  { weight: 5, arbitrary: soup.chain((tokens) => fc.constantFrom(tokens.join(' '), tokens.join(''))) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);
const HANG_MS = 20_000;

test('compile, complete, inspect and isComplete answer any text, with positions inside it', () => {
  const { language } = book;
  fc.assert(
    fc.property(text, fc.nat(60), (source, at) => {
      const start = performance.now();
      const compiled = language.compile(source, 'In [9]');
      const told = compiled.status === 'ok' ? compiled.warnings : compiled.diagnostics;
      for (const diagnostic of told) {
        assert.ok(
          0 <= diagnostic.start && diagnostic.start <= diagnostic.end && diagnostic.end <= source.length,
        );
        assert.notEqual(diagnostic.code, 'TS0', `${JSON.stringify(source)} ${diagnostic.message}`);
      }
      assert.equal(
        compiled.status === 'error',
        told.some(({ severity }) => severity === 'error'),
      );
      const completions = language.complete(source, at);
      assert.ok(
        0 <= completions.start && completions.start <= completions.end && completions.end <= source.length,
      );
      language.inspect(source, at, 1);
      language.isComplete(source);
      assert.ok(performance.now() - start < HANG_MS);
    }),
    { numRuns: 300 },
  );
  assert.deepEqual(book.errors('a = 2; f(b).length + new C().m'), []);
});

test('cells that TypeScript cannot take are refused with a reason, and the session goes on', () => {
  for (const source of [
    '('.repeat(20_000),
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
    `${'-'.repeat(1)}${'!'.repeat(50_000)}1`,
  ]) {
    const compiled = book.language.compile(source, 'In [1]');
    assert.equal(compiled.status, 'error');
    book.language.complete(source, source.length);
    book.language.inspect(source, 5, 0);
    book.language.isComplete(source);
    assert.deepEqual(book.errors('a.toFixed()'), []);
  }
});
