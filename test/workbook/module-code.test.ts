import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { moduleCode } from '../../src/workbook/module-code.ts';

const tokens = (source: string, experiment?: string): string => moduleCode(ts, source, experiment).tokens;

const SOURCE = `import { a } from './a.ts';
export function step(x: number, y: number): number {
  return a(x, [1, 2]) + y;
}
`;

test('comments, types, layout, quotes and trailing commas are not code', () => {
  const same = [
    `// What it is.\n${SOURCE}`,
    SOURCE.replace('return', '/* why */ return'),
    SOURCE.replace('x: number', 'x: number | bigint').replace('): number', ')'),
    SOURCE.replace('[1, 2]', '[\n  1,\n  2,\n]'),
    SOURCE.replaceAll("'", '"').replaceAll(';', ''),
    `import type { T } from './types.ts';\nexport interface Shape { n: number }\n${SOURCE}`,
    SOURCE.replace('a(x,', 'a(x as number,'),
  ];
  for (const source of same) assert.equal(tokens(source), tokens(SOURCE), source);
});

test('every change of what is computed is seen', () => {
  const changed = [
    SOURCE.replace('+ y', '- y'),
    SOURCE.replace('[1, 2]', '[1, 3]'),
    SOURCE.replace('[1, 2]', '[1, , 2]'),
    SOURCE.replace('[1, 2]', "[1, '2']"),
    SOURCE.replace('x, [1', '+x, [1'),
    SOURCE.replace('./a.ts', './b.ts'),
    SOURCE.replace('return a', 'return await a'),
  ];
  const all = [SOURCE, ...changed].map((source) => tokens(source));
  assert.equal(new Set(all).size, all.length);
});

test('imports are found in all forms, types left aside', () => {
  const code = moduleCode(
    ts,
    `import './effect.ts';
     import type { T } from './type.ts';
     import { a, type B, c as d } from './a.ts';
     export { e } from './a.ts';
     export * from './all.ts';
     import * as space from './space.ts';
     export type { C } from './types.ts';
     import ml, { Matrix } from 'ml-matrix';
     const { add } = loadWasm<{ add: () => number }>('linalg');
     export const later = () => import('./later.ts');
     const table = new URL('./table.json', import.meta.url);`,
  );
  assert.deepEqual(code.imports, [
    { from: './effect.ts' },
    { from: './a.ts', names: ['a', 'c', 'e'] },
    { from: './all.ts' },
    { from: './space.ts' },
    { from: 'ml-matrix', names: ['default', 'Matrix'] },
    { from: './later.ts' },
  ]);
  assert.deepEqual(code.kernels, ['linalg']);
  assert.deepEqual(code.files, ['./table.json']);
});

test('a module that only hands on is known as such', () => {
  const { handsOn } = moduleCode(
    ts,
    "export { a, b as c } from './a.ts';\nexport type { T } from './t.ts';\nexport { type S, default as d } from './d.ts';",
  );
  assert.deepEqual(handsOn, {
    a: { from: './a.ts', name: 'a' },
    c: { from: './a.ts', name: 'b' },
    d: { from: './d.ts', name: 'default' },
  });
  for (const more of ["export * from './b.ts';", "import './effect.ts';", 'export const x = 1;', 'effect();'])
    assert.equal(moduleCode(ts, `export { a } from './a.ts';\n${more}`).handsOn, undefined, more);
});

test('code that cannot be followed is refused', () => {
  assert.throws(
    () => moduleCode(ts, 'await import(name)'),
    /import\(\) has an argument that is not a plain string/,
  );
  assert.throws(() => moduleCode(ts, 'loadWasm(name)'), /loadWasm\(\) has an argument/);
});

const EXPERIMENT = `import { solve } from './solve.ts';
import { draw } from './draw.ts';
const id = 'a/one';
const rate = 0.5;
const grid = [1, 2, 3];
const helper = (x: number) => x * rate;
export const one = {
  id,
  module: import.meta.url,
  title: 'One',
  runs: () => grid.map((n) => ({ settings: { n }, seed: 1 })),
  cost: () => ({ seconds: 1, mebibytes: 1 }),
  run: ({ n }: { n: number }, seed: number) => { const grid = n; return [{ y: solve(id, helper(grid), seed) }]; },
};
`;

test('of the declaring module only what run reaches counts', () => {
  const code = moduleCode(ts, EXPERIMENT, 'a/one');
  assert.deepEqual(code.imports, [{ from: './solve.ts', names: ['solve'] }]);
  const same = [
    EXPERIMENT.replace('[1, 2, 3]', '[1, 2, 3, 4]'),
    EXPERIMENT.replace("'One'", "'Another title'"),
    EXPERIMENT.replace('seconds: 1', 'seconds: 9'),
    EXPERIMENT.replace("import { draw } from './draw.ts';", ''),
    EXPERIMENT.replace('{ solve }', '{ other, solve }'),
  ];
  for (const source of same) assert.equal(tokens(source, 'a/one'), code.tokens, source);
  const changed = [
    EXPERIMENT.replace('rate = 0.5', 'rate = 0.25'),
    EXPERIMENT.replace('x * rate', 'x + rate'),
    EXPERIMENT.replace('const grid = n', 'const grid = 2 * n'),
    EXPERIMENT.replace('{ solve }', '{ other as solve }'),
    `import './effect.ts';\n${EXPERIMENT}`,
    `${EXPERIMENT}\nconsole.log(1);`,
  ];
  for (const source of changed) assert.notEqual(tokens(source, 'a/one'), code.tokens, source);
});

test('two experiments of one module change apart', () => {
  const with2 = (factor: number): string =>
    `${EXPERIMENT}export const two = { id: 'a/two', module: import.meta.url, run: () => [{ y: ${factor} * rate }] };`;
  assert.equal(tokens(with2(2), 'a/one'), tokens(with2(3), 'a/one'));
  assert.notEqual(tokens(with2(2), 'a/two'), tokens(with2(3), 'a/two'));
});

test('an experiment that is made elsewhere counts with its whole module', () => {
  assert.notEqual(tokens(EXPERIMENT.replace('[1, 2, 3]', '[1]'), 'a/three'), tokens(EXPERIMENT, 'a/three'));
  const factory = 'const make = (id) => base(id);\nexport const x = make("a/x");';
  assert.notEqual(tokens(`${factory}\nconst other = 1;`, 'a/x'), tokens(factory, 'a/x'));
});
