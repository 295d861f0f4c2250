// Completions: `|` marks the cursor.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Completions } from '../../../src/kernel/contract.ts';
import { type Notebook, notebook } from './notebook.ts';

const complete = ({ language }: Notebook, marked: string): Completions & { applied: string[] } => {
  const offset = marked.lastIndexOf('|');
  const source = marked.slice(0, offset) + marked.slice(offset + 1);
  const found = language.complete(source, offset);
  const applied = found.items.map(
    ({ text }) => source.slice(0, found.start) + text + source.slice(found.end),
  );
  return { ...found, applied };
};
const texts = ({ items }: Completions): string[] => items.map(({ text }) => text);

test('members, with kind and signature, over the range of the word', () => {
  using book = notebook();
  book.run(
    'class Model { rate = 1; fit(steps: number): void {} ; private hidden = 1 } const model = new Model()',
  );
  const all = complete(book, 'model.|');
  assert.deepEqual(all.applied.toSorted(), ['model.fit', 'model.rate']);
  const [fit, ...others] = complete(book, 'const y = model.fi|(3)').items;
  assert.deepEqual(
    [fit?.kind, fit?.signature, others],
    ['function', '(method) Model.fit(steps: number): void', []],
  );
  assert.deepEqual(complete(book, 'const y = model.fi|(3)').applied, ['const y = model.fit(3)']);
});

test('names of earlier cells come with their kinds, before globals; generated names do not show', () => {
  using book = notebook();
  book.run('let counter = 1; function count() { return counter } interface Counted {} ; const cow = "moo"');
  const found = complete(book, 'co|');
  assert.deepEqual(texts(found).slice(0, 3).toSorted(), ['count', 'counter', 'cow']);
  assert.ok(texts(found).includes('console'));
  assert.ok(texts(found).includes('const'));
  assert.equal(found.items.find(({ text }) => text === 'count')?.kind, 'function');
  assert.ok(texts(complete(book, 'let c: Count|')).includes('Counted'));
  assert.deepEqual(texts(complete(book, '$_|')), []);
  for (const { signature } of found.items) assert.doesNotMatch(signature ?? '', /alias|\$_|import/);
});

test('the case of what was typed does not matter', () => {
  using book = notebook();
  assert.deepEqual(complete(book, 'Math.lOg1|').applied.toSorted(), [
    'Math.LOG10E',
    'Math.log10',
    'Math.log1p',
  ]);
});

test('members that need brackets or a question mark replace the dot', () => {
  using book = notebook();
  const { applied } = complete(book, 'const o = { "a-b": 1, c: 2 }; o.|');
  assert.deepEqual(applied, [`const o = { "a-b": 1, c: 2 }; o['a-b']`, 'const o = { "a-b": 1, c: 2 }; o.c']);
  book.run('const maybe = {} as { inner?: { width: number } }');
  assert.deepEqual(complete(book, 'maybe.inner.w|').applied, ['maybe.inner?.width']);
});

test('positions are UTF-16 units, also after characters beyond the basic plane', () => {
  using book = notebook();
  const source = '"𝒳𝒴"; const 𝒳 = "𝒳"; 𝒳.toUpp|; 1';
  const [applied] = complete(book, source).applied;
  assert.equal(applied, '"𝒳𝒴"; const 𝒳 = "𝒳"; 𝒳.toUpperCase; 1');
});

test('imports: packages, built-ins, files, names', () => {
  using book = notebook({
    'src/solver.ts': 'export const solve = 1, sole = 2',
    'src/solved.json': '{}',
    'node_modules/fast/package.json': '{ "name": "fast", "types": "i.d.ts" }',
    'node_modules/fast/i.d.ts': 'export const quick: number',
    'package.json': '{ "dependencies": { "fast": "1" } }',
  });
  assert.ok(complete(book, "import x from 'node:f|'").applied.includes("import x from 'node:fs'"));
  assert.deepEqual(complete(book, "import x from 'fas|'").applied, ["import x from 'fast'"]);
  assert.deepEqual(texts(complete(book, "import x from './s|'")), ['src']);
  assert.deepEqual(texts(complete(book, "await import('./src/solve|')")).toSorted(), [
    'solved.json',
    'solver.ts',
  ]);
  assert.deepEqual(texts(complete(book, "import { sol| } from './src/solver'")).toSorted(), [
    'sole',
    'solve',
  ]);
  assert.deepEqual(texts(complete(book, "import { | } from 'fast'")).slice(0, 1), ['quick']);
});

test('file names in other strings', () => {
  using book = notebook({ 'data/rows.csv': '', 'data/deep/x.csv': '', 'data/.hidden': '' });
  assert.deepEqual(complete(book, "readFileSync('./data/r|')").applied, ["readFileSync('./data/rows.csv')"]);
  assert.deepEqual(texts(complete(book, "readFileSync('data/|')")).toSorted(), ['deep/', 'rows.csv']);
  assert.deepEqual(texts(complete(book, "readFileSync('nowhere/|')")), []);
  assert.deepEqual(texts(complete(book, "readFileSync('a/b') + |'./data/'")).includes('rows.csv'), false);
});

test('literals of a union', () => {
  using book = notebook();
  assert.deepEqual(texts(complete(book, 'const s: "left" \u007c "right" = "|"')).toSorted(), [
    'left',
    'right',
  ]);
});

test('nothing where nothing fits, and offsets outside the text are taken to its ends', () => {
  using book = notebook();
  assert.deepEqual(complete(book, '// co|').items, []);
  assert.deepEqual(complete(book, 'nothingAtAll.|').items, []);
  assert.ok(book.language.complete('Math.l', 100).items.length > 0);
  assert.equal(book.language.complete('', -1).start, 0);
});

test('completing leaves no trace in the session', () => {
  using book = notebook();
  complete(book, 'const ghost = 1; gho|');
  assert.deepEqual(book.errors('ghost'), ['TS2304 ghost']);
});
