// Somebody else's project that uses the installed package.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { stream } from '../../src/random/index.ts';
import { install, rooms } from './installed.ts';

const run = promisify(execFile);
let consumer = '';
before(() => {
  consumer = install();
});
after(() => rmSync(consumer, { recursive: true }));

/** What a script prints that runs in the project under the Node of this test. */
const output = (...script: string[]): Promise<string> =>
  run(process.execPath, script, { cwd: consumer }).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
  );

// Fails where a room is not found (TS2307), has no types (any), or accepts nonsense.
const typed = (some: readonly string[]): string => `
import * as assay from 'assay';
${some.map((room) => `import * as ${room} from 'assay/${room}';`).join('\n')}
import type { Matrix } from 'assay/linalg';
type IsAny<T> = 0 extends 1 & T ? true : false;
${['assay', ...some].map((module) => `export const any_${module}: IsAny<typeof ${module}> = false;`).join('\n')}
export const anyMatrix: IsAny<Matrix['data']> = false;
export const entry = (A: Matrix): number => A.data[0]! + random.stream('key', 1).normal();
// @ts-expect-error a number is no string
export const text: string = assay.random.stream('key').normal();
// @ts-expect-error a matrix has rows
export const rows = (A: Matrix): string => A.rows;
`;

const MODERN = 'typescript';
const TSLAB = '@tslab/typescript-for-tslab';

/** danfojs, whose frames `assay/notebook` gives, has declarations that lack those of a package of theirs. */
const strict = rooms.filter((room) => room !== 'notebook');

for (const [title, compiler, files, options, some] of [
  ['nodenext, in ES modules and CommonJS', MODERN, ['esm.mts', 'cjs.cts'], ['--module', 'nodenext'], strict],
  ['nodenext with skipLibCheck', MODERN, ['lib.mts'], ['--module', 'nodenext', '--skipLibCheck'], rooms],
  [
    'bundler',
    MODERN,
    ['app.ts'],
    ['--module', 'esnext', '--moduleResolution', 'bundler', '--skipLibCheck'],
    rooms,
  ],
  [
    'node10 and TypeScript 5.0, as in tslab',
    TSLAB,
    ['cell.ts'],
    ['--module', 'esnext', '--moduleResolution', 'node10', '--skipLibCheck'],
    rooms,
  ],
] as const)
  test(`the types of every room are found by ${title}`, async () => {
    for (const file of files) writeFileSync(join(consumer, file), typed(some));
    const tsc = join('node_modules', compiler, 'bin/tsc');
    const common = ['--noEmit', '--strict', '--target', 'es2022', '--types', 'node'];
    assert.equal(await output(tsc, ...common, ...options, ...files), '');
  });

test('a tslab cell is checked against the types and runs', async () => {
  const cell = (type: string) =>
    `import { stream } from 'assay/random'; const x: ${type} = stream('cell').normal();`;
  writeFileSync(
    join(consumer, 'tslab.cjs'),
    `const converter = require('tslab/dist/converter.js').createConverter();
     const { diagnostics } = converter.convert('', ${JSON.stringify(cell('string'))});
     const { output } = converter.convert('', ${JSON.stringify(cell('number'))});
     converter.close();
     const cell = {};
     new Function('require', 'exports', output)(require, cell);
     console.log(JSON.stringify({ messages: diagnostics.map(({ messageText }) => messageText), x: cell.x }));`,
  );
  assert.deepEqual(JSON.parse(await output('tslab.cjs')), {
    messages: ["Type 'number' is not assignable to type 'string'."],
    x: stream('cell').normal(),
  });
});

// A drawn number and a matrix on the kernels' memory: the compiled kernels were found.
const USE = `
const [x] = linalg.toRows(linalg.fromRows(new linalg.Arena(), [[random.stream('package', 1).normal()]]))[0];
console.log(JSON.stringify({ x, rooms: [${rooms.map((room) => `Object.keys(${room}).length`).join(', ')}], all: Object.keys(assay) }));
`;

for (const [file, load] of [
  ['use.mjs', (from: string) => `import * as ${from.replace('assay/', '')} from '${from}';`],
  ['use.cjs', (from: string) => `const ${from.replace('assay/', '')} = require('${from}');`],
] as const)
  test(`${file === 'use.mjs' ? 'import' : 'require'} loads every room and its kernels`, async () => {
    const modules = ['assay', ...rooms.map((room) => `assay/${room}`)];
    writeFileSync(join(consumer, file), modules.map(load).join('\n') + USE);
    const used = JSON.parse(await output(file)) as { x: number; rooms: number[]; all: string[] };
    assert.equal(used.x, stream('package', 1).normal());
    assert.ok(used.rooms.every((count) => count > 0));
    assert.ok(used.all.length > 0 && used.all.every((room) => rooms.includes(room)));
  });

test('the installed package has the recorded figures and claims', async () => {
  writeFileSync(
    join(consumer, 'figures.mjs'),
    `import { figure, measured } from 'assay/notebook';
     console.log(figure('xor/figure1').png.length > 1e5, measured('stability/C1', 'largest').length > 20);`,
  );
  assert.equal(await output('figures.mjs'), 'true true\n');
});

test('the installed command starts', async () => {
  assert.match(await output('node_modules/assay/bin/assay.mjs', '--help'), /figures/);
});
