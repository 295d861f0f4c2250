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
/** Mostly grammatical: statements whose names and expressions clash with each other and with earlier cells. */
const name = fc.constantFrom(
  'a',
  'b',
  'f',
  'C',
  'I',
  'x',
  'y',
  'default',
  '_default',
  '$_a',
  'arguments',
  'undefined',
  'of',
);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      '1',
      '"s"',
      'a',
      'b',
      'f(1)',
      'new C()',
      'this',
      'import.meta',
      'null',
      '[]',
      '{}',
      'C.x',
      'x?.y',
      '/r/g',
    ),
    fc.tuple(name, tie('expression')).map(([n, e]) => `(${n} = ${e})`),
    fc.tuple(name, tie('expression')).map(([n, e]) => `(${n} => ${e})`),
    fc.tuple(tie('expression'), tie('expression')).map(([e, g]) => `${e} + f(${g})`),
    tie('expression').map((e) => `await ${e}`),
    tie('expression').map((e) => `class { @f x = ${e}; static { ${e} } }`),
    tie('expression').map((e) => `function* () { yield ${e}; return new.target }`),
    tie('expression').map((e) => `({ ...${e}, get x() { return ${e} } })`),
    tie('expression').map((e) => `<any>${e} satisfies I`),
    tie('expression').map((e) => `f\`\${${e}}\``),
  ),
}));
const statement = fc
  .tuple(
    fc.constantFrom(
      ...[
        'let N = E',
        'const N = E',
        'var N = E',
        'var { N, ...y } = E',
        'let [N = E] = E',
        'function N() { return E }',
      ],
      ...[
        'class N extends E { #p = E }',
        'enum N { A = E }',
        'const enum N { A = 1 }',
        'namespace N { export let x = E }',
      ],
      ...[
        'interface N { [E]: N }',
        'type N = typeof N | N[]',
        'import N from "node:fs"',
        'import * as N from "./none"',
      ],
      ...[
        'import { a as N } from "node:fs"',
        'import N = require("node:os")',
        'import N = C.x',
        'import type N from "a"',
      ],
      ...[
        'export { N }',
        'export * from "node:fs"',
        'export default E',
        'export const N = E',
        'export = E',
        'export as namespace N',
      ],
      ...[
        'declare global { let N: 1 }',
        'declare module "node:fs" { let N: 1 }',
        'declare let N: I',
        'using N = E',
        'E',
        ';',
      ],
      ...[
        'for (var N of E) E',
        'for (let N in E) { var y = E }',
        'for await (const N of E);',
        'label: for (;;) break label',
      ],
      ...[
        '@f class N { accessor x = E }',
        'try { E } catch (N) { var x = E }',
        'if (E) function N() {}',
        'async function* N() {}',
      ],
      ...[
        'return E',
        'throw E',
        'delete N',
        'N++',
        '[N, a] = E',
        '({ N } = E)',
        'switch (E) { case E: let N }',
        'with (E) N',
      ],
      ...[
        'declare function N(): N',
        'abstract class N { abstract x: I }',
        'function N(): I\nfunction N(x?: I) { return E }',
      ],
    ),
    name,
    expression,
  )
  .map(([template, n, e]) => template.replaceAll('N', n).replaceAll('E', () => e));
const statements = fc.array(statement, { minLength: 1, maxLength: 4 }).map((list) => list.join('\n'));
const text = fc.oneof(
  { weight: 4, arbitrary: statements },
  {
    weight: 4,
    arbitrary: soup.chain((tokens) => fc.constantFrom(tokens.join(' '), tokens.join(''))),
  },
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
    { numRuns: 150 },
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
