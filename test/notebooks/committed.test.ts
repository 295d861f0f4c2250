// The notebooks as they are committed: run from top to bottom, whole, small, and true.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { patternCount } from '../../src/convex/index.ts';
import { papers } from '../../src/papers/index.ts';
import { figuresOf, names, readNotebook } from './notebook.ts';

const MEGABYTE = 1e6;
const paperOf = { 'convex-training': 'convex', 'xor-grokking': 'xor', 'sgd-stability': 'stability' } as const;
const pathOf = (name: string): string => `notebooks/${name}.ipynb`;

for (const name of names) {
  const cells = readNotebook(pathOf(name));
  const code = cells.filter((cell) => cell.cell_type === 'code');
  const source = code.map((cell) => cell.source).join('\n');

  test(`${name}: run in order, without error or warning, below 1 MB`, () => {
    assert.deepEqual(
      code.map((cell) => cell.execution_count),
      code.map((_, i) => i + 1),
    );
    for (const { id, outputs = [] } of code)
      for (const { output_type, name: stream } of outputs)
        assert.ok(output_type !== 'error' && stream !== 'stderr', `${name}, cell ${id}`);
    assert.ok(statSync(pathOf(name)).size < MEGABYTE);
    assert.equal(new Set(cells.map(({ id }) => id)).size, cells.length);
  });

  test(`${name}: each figure is there live, as a picture and as text`, () => {
    const shown = figuresOf(cells);
    const titles = shown.map((data) => {
      assert.deepEqual(Object.keys(data).sort(), [
        'application/vnd.plotly.v1+json',
        'image/png',
        'text/plain',
      ]);
      return data['text/plain'] as string;
    });
    const ids = [...source.matchAll(/figure\('([^']+)'\)/g)].map(([, id]) => id!);
    const plots = source.match(/\bplot\(/g)!.length;
    assert.equal(titles.length, ids.length + plots);
    const titleOf = new Map(papers.flatMap(({ figures }) => figures.map(({ id, title }) => [id, title])));
    assert.deepEqual(
      titles.slice(plots),
      ids.map((id) => titleOf.get(id)),
    );
    const captions = cells.flatMap(({ outputs = [] }) =>
      outputs.map(({ data }) => String(data?.['text/markdown'] ?? '')),
    );
    for (const id of ids)
      assert.ok(
        captions.some((text) => text.includes(`(\`${id}\`)`)),
        id,
      );
  });

  test(`${name}: the table has every claim with its recorded verdict`, () => {
    const verdicts = JSON.parse(readFileSync(`results/${paperOf[name]}/verdicts.json`, 'utf8')) as Record<
      string,
      { verdict: string }
    >;
    const [table] = cells.find(({ id }) => id === 'claims')!.outputs!;
    const rows = [
      ...(table!.data!['text/html'] as string).matchAll(
        /<tr><td[^>]*>([^<]+)<\/td><td[^>]*>[^<]*<\/td><td[^>]*>([^<]+)</g,
      ),
    ];
    assert.deepEqual(
      rows.map(([, id, verdict]) => [id!.replace('&#39;', "'"), verdict]),
      Object.entries(verdicts).map(([id, { verdict }]) => [id, verdict]),
    );
  });
}

test('pages made of them by nbconvert show their figures', async (context) => {
  const jupyter = '.venv/bin/jupyter';
  if (!existsSync(jupyter)) return context.skip('no .venv: make setup installs nbconvert');
  const folder = mkdtempSync(join(tmpdir(), 'assay-pages-'));
  try {
    const files = names.map(pathOf);
    await promisify(execFile)(jupyter, ['nbconvert', '--to', 'html', '--output-dir', folder, ...files]);
    for (const name of names) {
      const page = readFileSync(join(folder, `${name}.html`), 'utf8');
      const pictures = page.match(/<img[^>]* src="data:image\/png;base64,/g) ?? [];
      assert.equal(pictures.length, figuresOf(readNotebook(pathOf(name))).length, name);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what the texts say of numbers that are not computed in cells is so', () => {
  const text = (name: string): string =>
    readNotebook(pathOf(name))
      .filter((cell) => cell.cell_type === 'markdown')
      .map((cell) => cell.source)
      .join('\n');
  assert.equal(patternCount(40, 3), 1562);
  assert.equal(patternCount(6, 2), 12);
  assert.match(text('convex-training'), /binom\{39\}\{k\}=1562\$ cones/);
  // Times to compute everything anew: those of README.md, which a test holds up to date with the runs.
  const readme = readFileSync('README.md', 'utf8');
  for (const [name, command] of [
    ['xor-grokking', 'xor --long'],
    ['sgd-stability', 'stability --long'],
    ['convex-training', 'convex --long'],
  ] as const) {
    const [, minutes] = new RegExp(
      `npx assay run\\s+${command}\`\\s+(?:takes\\s+)?(?:about\\s+)?(\\d+) min`,
    ).exec(readme)!;
    assert.match(text(name), new RegExp(`${command}\`[^.]* in (?:about )?${minutes} minutes on two cores`));
  }
});
