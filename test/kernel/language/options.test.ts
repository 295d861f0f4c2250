// Compiler options: strict by default, from the nearest tsconfig.json where there is one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanguage } from '../../../src/kernel/language/createLanguage.ts';
import { notebook } from './notebook.ts';

const LOOSE = 'const f = (x) => x; let s: string = null; const first: number = [1][0]';

test('checking is strict by default', () => {
  using book = notebook();
  assert.deepEqual(book.errors(LOOSE), ['TS7006 x', 'TS2322 s']);
});

test('// @ts-nocheck turns checking off for one cell, syntax excepted', () => {
  using book = notebook();
  book.run('// a remark\n// @ts-nocheck\nconst n: number = "s"; n.nothing');
  assert.deepEqual(book.errors('n.nothing'), ['TS2339 nothing']);
  assert.deepEqual(book.errors('const m: number = "s" // @ts-nocheck'), ['TS2322 m']);
  assert.deepEqual(book.errors('// @ts-nocheck\nlet = 5 +'), ['TS1109 ']);
});

test('// @ts-expect-error and // @ts-ignore work', () => {
  using book = notebook();
  assert.deepEqual(
    book.errors('// @ts-expect-error\nconst n: number = "s"\n// @ts-ignore\nconst m: number = ""'),
    [],
  );
  assert.deepEqual(book.errors('// @ts-expect-error\nconst n = 1'), ['TS2578 // @ts-expect-error']);
});

test('options come from the nearest tsconfig.json, with what it extends', () => {
  using book = notebook({
    'base.json':
      '{ "compilerOptions": { "strict": false, "noUncheckedIndexedAccess": true, "strictNullChecks": true } }',
    'tsconfig.json': '{ // with a comment\n "extends": "./base.json", "files": [] }',
  });
  assert.deepEqual(book.errors(LOOSE), ['TS2322 s', 'TS2322 first']);
  const language = createLanguage({ folder: `${book.folder}/deep/down` });
  const compiled = language.compile(LOOSE, 'In [1]');
  assert.deepEqual(compiled.status === 'error' && compiled.diagnostics.map(({ code }) => code), [
    'TS2322',
    'TS2322',
  ]);
});

test('how a project is built does not matter to its cells', () => {
  using book = notebook({
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        ...{ target: 'es5', module: 'commonjs', moduleResolution: 'node10', lib: ['es5'], noEmit: true },
        ...{ outDir: 'out', declaration: true, isolatedModules: true, verbatimModuleSyntax: true },
        ...{ erasableSyntaxOnly: true, noUnusedLocals: true, composite: true, importHelpers: true },
        ...{ ignoreDeprecations: '6.0', types: [], jsx: 'react', sourceMap: false, noEmitOnError: true },
      },
    }),
  });
  assert.match(
    book.run(
      "import { readFile } from 'node:fs/promises'; enum E { A } const big = 2n ** 3n; await Promise.all([readFile])",
    ).code,
    /\*\*/,
  );
  assert.deepEqual(book.errors('E.A; new Set([1]).union(new Set()); readFile'), []);
});

test('experimental decorators are taken from the project', () => {
  const cell = 'function mark(target: object, key: string) {}\nclass A { @mark x = 1 }';
  using modern = notebook();
  assert.deepEqual(modern.errors(cell), ['TS1240 mark']);
  using legacy = notebook({ 'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true } }' });
  assert.deepEqual(legacy.errors(cell), []);
});

test('a broken tsconfig.json is told once, as a warning, and the rest of it counts', () => {
  using book = notebook({
    'tsconfig.json': '{ "compilerOptions": { "strict": false, "moduleDetection": "never mind" } }',
  });
  const [warning, ...others] = book.check('const f = (x) => x');
  assert.deepEqual([warning?.severity, others], ['warning', []]);
  assert.match(warning!.message, /tsconfig\.json: .*moduleDetection/);
  assert.deepEqual(book.check('1'), []);
});

test('a folder may be the root', () => {
  const language = createLanguage({ folder: '/' });
  assert.equal(language.compile('import { sep } from "node:path"; sep', 'In [1]').status, 'ok');
});

test('what follows an await of an array with a spread is emitted once', () => {
  using book = notebook();
  book.run('const xs = [1]; let t = 0; function g() { return 1 }');
  const { code } = book.run('if (await [...xs]) { t = 2 } else t += g()\nt += 5');
  assert.equal(code.match(/\+= 5/g)?.length, 1, code);
});
