// The rooms and the one direction in which their imports flow.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { test } from 'node:test';

const mayImport: Record<string, readonly string[]> = {
  wasm: [],
  spec: [],
  linalg: ['wasm'],
  random: ['wasm'],
  data: ['spec'],
  tables: [],
  stats: ['wasm', 'random'],
  chart: ['wasm'],
  convex: ['wasm', 'linalg', 'random'],
  xor: ['wasm', 'linalg', 'random'],
  stability: ['wasm', 'linalg', 'random'],
  papers: ['wasm', 'spec', 'linalg', 'random', 'data', 'stats', 'chart', 'convex', 'xor', 'stability'],
  workbook: ['spec'],
  sweep: ['spec', 'workbook'],
  plot: ['spec', 'chart'],
  export: ['spec', 'tables'],
  notebook: ['wasm', 'spec', 'chart', 'papers', 'workbook', 'plot'],
  kernel: ['plot'],
  review: ['wasm', 'spec', 'data', 'plot', 'workbook'],
};

const roomOf = (file: string) => relative('src', file).split(sep)[0]!;
const imports = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(
    ([, specifier]) => specifier!,
  );

test('imports flow one way', () => {
  const wrong = globSync('src/*/**/*.ts')
    .filter((file) => roomOf(file) in mayImport)
    .flatMap((file) =>
      imports(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => roomOf(join(dirname(file), specifier)))
        .filter((room) => room !== roomOf(file) && !mayImport[roomOf(file)]!.includes(room))
        .map((room) => `${file} imports ${room}`),
    );
  assert.deepEqual(wrong, []);
});

test('a paper does not import another paper, and its experiments import neither figures nor claims', () => {
  const files = globSync('src/papers/*/**/*.ts');
  const paperOf = (file: string) => file.split(sep)[2];
  assert.ok(files.length > 10);
  for (const file of files) {
    for (const specifier of imports(file)) {
      const target = join(dirname(file), specifier);
      if (specifier.startsWith('.') && target.startsWith(join('src', 'papers')))
        assert.equal(paperOf(target), paperOf(file), `${file} imports ${target}`);
    }
    if (/module: import\.meta\.url/.test(readFileSync(file, 'utf8')))
      for (const specifier of imports(file))
        assert.doesNotMatch(specifier, /figures|claims|chart|stats/, file);
  }
});

test('only workbook, sweep, plot, review, data, tables, wasm and the command line touch files, processes or the browser', () => {
  const rooms = [
    'linalg',
    'random',
    'stats',
    'spec',
    'chart',
    'convex',
    'xor',
    'stability',
    'papers',
    'export',
  ];
  const outside = /^(node:(fs|child_process|worker_threads|http|https|net)|playwright-core|zeromq)/;
  for (const room of rooms)
    for (const file of globSync(`src/${room}/**/*.ts`)) {
      if (/openblas/i.test(file)) continue; // looks for the library on disk
      for (const specifier of imports(file)) assert.doesNotMatch(specifier, outside, file);
    }
});

test('recorded results come from the default engine: nothing that computes them names another one', () => {
  for (const room of ['convex', 'xor', 'stability', 'papers', 'workbook'])
    for (const file of globSync(`src/${room}/**/*.ts`)) {
      const source = readFileSync(file, 'utf8');
      assert.doesNotMatch(source, /\bengine\([^)]/, file);
      assert.doesNotMatch(source, /(?:openblas|mlmatrix)Engine/, file);
    }
  const runs = recordedRuns();
  assert.ok(runs.length > 10_000, `${runs.length} runs`);
  for (const { engine } of runs) assert.equal(engine, 'wasm');
});

const recordedRuns = (): { engine: string }[] =>
  globSync('results/*/*.jsonl').flatMap((file) =>
    [...readFileSync(file, 'latin1').matchAll(/"provenance":(\{[^{}]*\})/g)].map(
      ([, text]) => JSON.parse(text!) as { engine: string },
    ),
  );

test('what runs in the browser of a reviewer needs neither Node nor files', () => {
  const seen = new Set(globSync('src/review/browser/*.ts'));
  for (const file of seen)
    for (const specifier of imports(file)) {
      assert.doesNotMatch(specifier, /^node:/, file);
      if (specifier.startsWith('.') && !isTypeOnly(file, specifier)) seen.add(join(dirname(file), specifier));
    }
  assert.ok(seen.size > 9);
});

const isTypeOnly = (file: string, specifier: string): boolean =>
  new RegExp(`import type [^;]*'${specifier.replaceAll('.', '\\.')}'`).test(readFileSync(file, 'utf8'));

test('the rooms of the kernel that run cells import one way: display, worker, runner', () => {
  const allowed: Record<string, readonly string[]> = {
    display: [],
    worker: ['display'],
    runner: ['worker', 'display'],
  };
  for (const [room, others] of Object.entries(allowed))
    for (const file of globSync(`src/kernel/${room}/**/*.ts`))
      for (const specifier of imports(file).filter((name) => name.startsWith('.'))) {
        const [target = ''] = relative(join('src', 'kernel'), join(dirname(file), specifier)).split(sep);
        assert.ok([room, 'contract.ts', ...others].includes(target), `${file} imports ${specifier}`);
      }
});
