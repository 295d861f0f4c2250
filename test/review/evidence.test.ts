// Code, departures and figures are found for the claims and experiments as they are.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { papers } from '../../src/papers/index.ts';
import { bearsOn, indexCode, nearestFigures, readDepartures } from '../../src/review/index.ts';
import { isTestable } from '../../src/spec/claim.ts';

test('every claim and experiment has its code, at the line that is said', async () => {
  const code = await indexCode(process.cwd(), 'src/papers');
  for (const { id, claims, experiments } of papers) {
    for (const claim of claims) {
      const found = code.find(claim.id, 'measure');
      assert.ok(found, claim.id);
      assert.ok(found.file.startsWith(`src/papers/${id}/`), claim.id);
      if (isTestable(claim)) assert.match(found.name, /measure$/, claim.id);
    }
    for (const one of experiments) {
      const { file, line, source } = code.find(one.id, 'run')!;
      const lines = readFileSync(file, 'utf8').split('\n');
      assert.ok(lines[line - 1]!.includes(source.split('\n')[0]!), one.id);
    }
  }
  assert.equal(code.find('xor/none', 'run'), undefined);
});

test('a function that is imported is followed to its file', async () => {
  const code = await indexCode(process.cwd(), 'src/papers');
  const { name, file, source } = code.find('convex/e9', 'run')!;
  assert.deepEqual([name, file], ['trainAndAttack', 'src/papers/convex/e9Methods.ts']);
  assert.match(source, /^export (async )?function trainAndAttack/);
});

test('every paper has departures, and every one of them bears on something', () => {
  const departures = readDepartures(readFileSync('docs/deviations.md', 'utf8'), papers);
  for (const paper of papers) {
    const rows = departures.get(paper.id)!;
    assert.ok(rows.length >= 9, paper.id);
    const ids = [...paper.claims, ...paper.experiments].map(({ id }) => id);
    for (const row of rows) assert.ok(bearsOn(row, ids), `${paper.id}: ${row.where}`);
  }
});

test('a table belongs to the paper whose first author the heading above names', () => {
  const two = [
    { id: 'a', title: '', authors: 'Ada, Bo', arxiv: '' },
    { id: 'b', title: '', authors: 'Cy', arxiv: '' },
  ];
  const table = (where: string, here: string) =>
    `| e | s | s | h | e |\n| - | - | - | - | - |\n| ${where} | \`x\` <y> & **z** | - | ${here} | none |\n`;
  const found = readDepartures(
    `# All\n\n${table('lost', '')}\n## Of Cy\n\n${table('E1, E2', 'b')}\n## Ada\n\n${table('all', 'a')}`,
    two,
  );
  assert.deepEqual(found.get('b'), [
    { where: 'E1, E2', setting: 'x <y> & z', source: '-', here: 'b', effect: 'none' },
  ]);
  assert.deepEqual(
    found.get('a')!.map(({ here }) => here),
    ['a'],
  );
});

test('a departure bears on the experiments and claims it names, with what follows a hyphen, and no others', () => {
  const row = { where: 'E1, toy', setting: '', source: '', here: '', effect: '' };
  assert.ok(bearsOn(row, ['convex/C4', 'convex/e1']));
  assert.ok(bearsOn(row, ['convex/toy-landscape']));
  assert.ok(!bearsOn(row, ['convex/e10', 'convex/C1']));
  assert.ok(bearsOn({ ...row, where: 'all' }, []));
});

test('the nearest figure is the one that is cited, else the one of fewest other experiments', () => {
  const figures = [
    { id: 'p/wide', experiments: ['p/a', 'p/b'] },
    { id: 'p/figure3', experiments: ['p/a', 'p/b', 'p/c'] },
    { id: 'p/narrow', experiments: ['p/a'] },
    { id: 'p/other', experiments: ['p/z'] },
  ];
  const near = (source: string, ...experiments: string[]) =>
    nearestFigures({ id: 'p/1', source, experiments }, figures);
  assert.deepEqual(near('Figure 3; more', 'p/a'), ['p/figure3', 'p/narrow', 'p/wide']);
  assert.deepEqual(near('Theorem 1', 'p/a'), ['p/narrow', 'p/wide', 'p/figure3']);
  assert.deepEqual(near('Theorem 1', 'p/c', 'p/y'), ['p/figure3']);
  assert.deepEqual(near('Theorem 1'), []);
});
