// Where cells import from, and what of it the type checker knows.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { notebook } from './notebook.ts';

const packages = {
  'node_modules/modern/package.json': JSON.stringify({
    name: 'modern',
    type: 'module',
    exports: {
      '.': { types: './types/main.d.ts', default: './main.js' },
      './part': { import: { types: './types/part.d.ts', default: './part.js' } },
    },
  }),
  'node_modules/modern/types/main.d.ts':
    'export declare const size: number; export default function make(): string;',
  'node_modules/modern/types/part.d.ts': 'export interface Part { weight: number }',
  'node_modules/classic/package.json': JSON.stringify({ name: 'classic', main: 'lib.js', types: 'lib.d.ts' }),
  'node_modules/classic/lib.js': 'module.exports = function sum(a, b) { return a + b }',
  'node_modules/classic/lib.d.ts': 'declare function sum(a: number, b: number): number; export = sum;',
  'node_modules/untyped/package.json': JSON.stringify({ name: 'untyped', main: 'index.js' }),
  'node_modules/untyped/index.js': 'exports.a = 1',
  'node_modules/untyped-module/package.json': JSON.stringify({
    name: 'untyped-module',
    exports: './index.mjs',
  }),
  'node_modules/untyped-module/index.mjs': 'export const a = 1',
  'node_modules/needs-node/package.json': JSON.stringify({ name: 'needs-node', types: 'i.d.ts' }),
  'node_modules/needs-node/i.d.ts':
    '/// <reference types="node" />\n/// <reference lib="dom" />\nexport declare const b: Buffer;',
};

test('packages with exports maps, ES modules and CommonJS', () => {
  using book = notebook(packages);
  book.run("import make, { size } from 'modern'; import type { Part } from 'modern/part'");
  assert.deepEqual(book.errors('make().length + size; const p: Part = { weight: 1 }'), []);
  assert.deepEqual(book.errors("import sum from 'classic'; sum(1, 2).toFixed()"), []);
  assert.deepEqual(book.errors("import sum = require('classic'); sum(1, 2).toFixed(); sum('a')"), [
    'TS2554 sum',
  ]);
  assert.deepEqual(book.errors("import { Part } from 'modern/types/part'"), ["TS2307 'modern/types/part'"]);
  assert.deepEqual(book.errors("const { b } = await import('needs-node'); b.readInt8(0)"), []);
  assert.deepEqual(book.errors('document'), ['TS2584 document']);
});

test('untyped packages only warn', () => {
  using book = notebook(packages);
  for (const name of ['untyped', 'untyped-module']) {
    const [warning, ...others] = book.check(`import { a } from '${name}'; a.b.c`);
    assert.deepEqual([warning?.severity, warning?.code, others], ['warning', 'TS7016', []]);
  }
});

test("Node's modules and globals are known in any folder", () => {
  using book = notebook();
  book.run(
    "import { readFile } from 'node:fs/promises'; import fs from 'fs'; import * as path from 'node:path'",
  );
  assert.deepEqual(
    book.errors("(await readFile('x', 'utf8')).length; fs.readFileSync('x').length; path.join('a')"),
    [],
  );
  assert.deepEqual(
    book.errors(`process.argv; Buffer.from('a'); setTimeout(() => {}, 1).unref(); performance.now();
structuredClone({ a: 1 }).a; new URL('https://a.b').host; AbortSignal.timeout(1).aborted; new TextEncoder();
(await fetch('x')).status; crypto.randomUUID(); await WebAssembly.compile(new Uint8Array()); new Blob([]);
[3, 1].toSorted(); new Set([1]).union(new Set([2])); Promise.withResolvers(); Array.fromAsync([1]);
new Float16Array(1); Iterator.from([1]).map((x) => x).toArray(); require('fs'); import.meta.dirname;`),
    [],
  );
});

test('declarations that are read on demand', () => {
  using book = notebook();
  for (const from of ['inspector', 'node:inspector', 'node:inspector/promises'])
    assert.deepEqual(
      book.errors(
        `import { Session } from '${from}'; new Session().post('Runtime.enable'); new Session().on('Debugger.paused', ({ params }) => params.callFrames.length)`,
      ),
      [],
    );
});

test('what the kernel adds is known', () => {
  using book = notebook();
  assert.deepEqual(
    book.errors("display({ a: 1 }); (await input('name?')).length; (await prompt()).length"),
    [],
  );
  assert.deepEqual(book.errors("import * as tslab from 'tslab'; tslab.display.html('<b>x</b>')"), []);
  assert.deepEqual(book.errors("class Shown { [Symbol.for('Jupyter.display')]() { return {} } }"), []);
});

test('JSON, with and without an attribute', () => {
  using book = notebook({ 'data.json': '{ "rows": [1, 2], "name": "x" }' });
  assert.deepEqual(book.errors("import data from './data.json'; data.rows[0]!.toFixed()"), []);
  assert.deepEqual(book.errors("import data from './data.json' with { type: 'json' }; data.name.length"), []);
  assert.deepEqual(book.errors("import data from './data.json'; data.none"), ['TS2339 none']);
});

test('local files with or without extension, folders, JavaScript and file URLs', () => {
  using book = notebook({
    'src/shapes.ts':
      "import { half } from './half'; export const side = half(4); export class Box { w = side }",
    'src/half.ts': 'export const half = (x: number) => x / 2',
    'src/index.ts': "export * from './shapes.ts'",
    'plain.js': 'export const twice = (/** @type {number} */ x) => x * 2',
  });
  for (const from of ['./src/shapes.ts', './src/shapes', './src/shapes.js', './src', './src/index'])
    assert.deepEqual(
      book.errors(`import { Box } from '${from}'; new Box().w.toFixed(); new Box().x`),
      ['TS2339 x'],
      from,
    );
  assert.deepEqual(book.errors("import { twice } from './plain.js'; twice(2).toFixed()"), []);
  const url = pathToFileURL(join(book.folder, 'src/shapes.ts')).href;
  assert.deepEqual(book.errors(`const { side } = await import('${url}'); side.nothing`), ['TS2339 nothing']);
});

test('an edited local file, and what imports it, is seen by the next cell', () => {
  using book = notebook({
    'a.ts': "import { inner } from './b'; export const outer = () => inner",
    'b.ts': 'export const inner: number = 1',
  });
  assert.deepEqual(book.errors("import { outer } from './a'; outer().toFixed()"), []);
  book.write('b.ts', 'export const inner: string = "s"');
  assert.deepEqual(book.errors("import { outer } from './a'; outer().toFixed()"), ['TS2551 toFixed']);
  book.write('b.ts', 'export const inner: number = 12');
  assert.deepEqual(book.errors("import { outer } from './a'; outer().toFixed()"), []);
});

test('a file or package that comes or goes is noticed', () => {
  using book = notebook();
  const cell = "import { a } from './late'; import { b } from 'later'; a + b";
  assert.deepEqual(book.errors(cell), ["TS2307 './late'", "TS2307 'later'"]);
  book.write('late.ts', 'export const a = 1');
  book.write('node_modules/later/package.json', '{ "name": "later", "types": "i.d.ts" }');
  book.write('node_modules/later/i.d.ts', 'export const b: number');
  assert.deepEqual(book.errors(cell), []);
  rmSync(join(book.folder, 'late.ts'));
  assert.deepEqual(book.errors(cell), ["TS2307 './late'"]);
});

test('imports of a cell serve later ones, values and types', () => {
  using book = notebook({
    'lib.ts': 'export interface Row { n: number } export const row = (n: number): Row => ({ n })',
  });
  book.run(
    "import { row, type Row } from './lib'; import * as all from './lib'; import type * as types from './lib'",
  );
  for (let i = 0; i < 5; i++) book.language.rest();
  assert.deepEqual(
    book.errors('const r: Row = row(1); all.row(r.n); let t: types.Row = r; let u: all.Row = t'),
    [],
  );
});

test('types that were inferred from files and packages survive a rest', () => {
  using book = notebook({
    ...packages,
    'src/shapes.ts':
      'export class Box { #secret = 1; w = 2 } export const make = () => ({ box: new Box(), list: [new Box()] })',
  });
  book.run(
    "import { make as makeBox } from './src/shapes'; import * as part from 'modern/part'; import { Stats, statSync } from 'node:fs'",
  );
  book.run('const made = makeBox(); const weigh = (p: part.Part) => [p]; const stat = () => statSync(".")');
  for (let i = 0; i < 5; i++) book.language.rest();
  assert.deepEqual(
    book.errors(
      'made.box.w.toFixed(); made.list[0]!.w; weigh({ weight: 1 })[0]!.weight.toFixed(); const s: Stats = stat()',
    ),
    [],
  );
  assert.deepEqual(book.errors('made.box.none; weigh(1); stat().none'), [
    'TS2339 none',
    'TS2345 1',
    'TS2339 none',
  ]);
});

test('the folder may be of any kind and need not exist', () => {
  using book = notebook({ 'package.json': '{ "type": "commonjs" }', 'src/a.ts': 'export const a = 1' });
  assert.deepEqual(
    book.errors("import { a } from './src/a'; await import('./src/a'); import.meta.url; a"),
    [],
  );
  rmSync(book.folder, { recursive: true });
  assert.deepEqual(book.errors("import { readFileSync } from 'node:fs'; readFileSync"), []);
});
