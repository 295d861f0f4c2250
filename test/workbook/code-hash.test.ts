import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { codeHash } from '../../src/workbook/code-hash.ts';
import { folder } from './fixtures/place.ts';

const FILES = {
  'package.json': '{ "name": "tree" }',
  'src/papers/one.ts': `import { solve } from '../solver/index.ts';
export const one = { id: 'a/one', module: import.meta.url, run: () => [{ x: solve() }] };`,
  'src/solver/index.ts': `export { plan as solve } from './solve.ts';
export { unused } from './unused.ts';`,
  'src/solver/unused.ts': 'export const unused = 1;',
  'src/solver/solve.ts': `import { readFileSync } from 'node:fs';
import ml from 'ml';
import type { Shape } from './shape.ts';
const { add } = loadWasm<Shape>('room');
const table = new URL('./table.json', import.meta.url);
export const plan = () => add(ml, readFileSync(table));
export const other = () => add(0);`,
  'src/solver/shape.ts': 'export interface Shape { add: () => number }',
  'src/solver/table.json': '[1]',
  'src/other.ts': 'export const other = 1;',
  'build/wasm/room.wasm': 'kernel',
  'node_modules/ml/package.json': '{ "name": "ml", "version": "1.0.0" }',
  'node_modules/ml/index.js': 'module.exports = 1;',
};

function tree(
  changes: Record<string, string> = {},
  root = folder(),
): { root: string; hash: (cache?: string) => Promise<string> } {
  for (const [path, text] of Object.entries({ ...FILES, ...changes })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const module = pathToFileURL(join(root, 'src/papers/one.ts')).href;
  return { root, hash: (cache = join(root, 'cache')) => codeHash({ id: 'a/one', module }, cache) };
}

const changed = (path: keyof typeof FILES, from: string | RegExp, to: string) => ({
  [path]: FILES[path].replace(from, to),
});

test('the hash does not depend on the folder, nor on comments, types, files that are not imported', async () => {
  const hash = await tree().hash();
  for (const changes of [
    {},
    { 'src/solver/solve.ts': `// A comment.\n${FILES['src/solver/solve.ts']}` },
    changed('src/solver/shape.ts', 'number', 'bigint'),
    changed('src/other.ts', '1', '2'),
    changed('src/solver/unused.ts', '1', '2'),
    changed('src/solver/index.ts', /\n.*/, ''),
    changed('node_modules/ml/index.js', '1', '2'),
  ])
    assert.equal(await tree(changes).hash(), hash);
});

test('the hash changes with code however far away, kernels, packages and named files', async () => {
  const hashes = [
    {},
    changed('src/papers/one.ts', 'solve() }', 'solve() + 1 }'),
    changed('src/solver/solve.ts', 'add(ml', 'add(-ml'),
    changed('src/solver/index.ts', 'plan as', 'other as'),
    changed('src/solver/index.ts', '\n', '\nimport "./unused.ts";'),
    changed('src/solver/index.ts', '\n', '\nexport * from "./unused.ts";'),
    changed('src/solver/table.json', '1', '2'),
    changed('build/wasm/room.wasm', 'k', 'K'),
    changed('node_modules/ml/package.json', '1.0.0', '1.0.1'),
  ].map((changes) => tree(changes).hash());
  assert.equal(new Set(await Promise.all(hashes)).size, hashes.length);
});

test('what was read of a file is kept by its content', async () => {
  const { root, hash } = tree();
  const before = await hash();
  const kept = readdirSync(join(root, 'cache')).length;
  tree(changed('src/solver/solve.ts', 'add(ml', 'add(2'), root);
  assert.notEqual(await hash(), before);
  assert.equal(readdirSync(join(root, 'cache')).length, kept + 1);
});

test('what is kept and torn is read again from the source', async () => {
  const { root, hash } = tree();
  const before = await hash();
  const [whole, torn] = [join(root, 'cache'), join(root, 'torn')];
  mkdirSync(torn);
  const files = readdirSync(whole);
  for (const [i, file] of files.entries())
    writeFileSync(join(torn, file), readFileSync(join(whole, file)).subarray(0, 10 * i));
  assert.equal(await hash(torn), before);
  for (const file of files)
    assert.deepEqual(readFileSync(join(torn, file)), readFileSync(join(whole, file)), file);
});

test('compiled modules stand for the sources beside them', async () => {
  const { root, hash } = tree({ 'dist/papers/one.js': 'export const one = 1;' });
  const module = pathToFileURL(join(root, 'dist/papers/one.js')).href;
  assert.equal(await codeHash({ id: 'a/one', module }, join(root, 'cache')), await hash());
});

test('missing kernels and packages are named', async () => {
  await assert.rejects(
    tree(changed('src/solver/solve.ts', "'room'", "'attic'")).hash(),
    /build\/wasm\/attic\.wasm is missing, but the code of a\/one uses it/,
  );
  await assert.rejects(
    tree(changed('src/solver/solve.ts', "'ml'", "'nowhere'")).hash(),
    /imports "nowhere", which is not installed/,
  );
  await assert.rejects(
    tree({ 'src/solver/index.ts': 'export const solve = await import(name);' }).hash(),
    /solver\/index\.ts: import\(\) has an argument that is not a plain string/,
  );
});
