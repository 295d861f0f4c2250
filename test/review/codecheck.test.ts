// The bundle of `assay review codecheck` against the rules of the CODECHECK configuration specification 2.0.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { papers } from '../../src/papers/index.ts';
import { readCitation } from '../../src/review/citation.ts';
import { formatConfiguration } from '../../src/review/codecheck/configuration.ts';
import { ended, folder, start } from '../workbook/fixtures/place.ts';
import { violations } from './codecheckRules.ts';

const CLI = new URL('../../bin/assay.mjs', import.meta.url);
const checker = ['--name', 'Josiah Carberry', '--orcid', 'https://orcid.org/0000-0002-1825-0097'];
const certificate = ['--certificate', '2026-001'];
/** All authors with the ORCID of ORCID's own example. */
const authors = readCitation('.').articles.flatMap((article) =>
  article.authors.map(({ given, family }) => ({ arxiv: article.arxiv, name: `${given} ${family}` })),
);
const orcids = (arxiv: string) =>
  authors
    .filter((author) => author.arxiv === arxiv)
    .flatMap(({ name }) => ['--author-orcid', `${name}=0000-0002-1825-0097`]);

const codecheck = (paper: string, args: readonly string[], cwd = folder()) =>
  ended(start(CLI, ['review', 'codecheck', paper, ...args], cwd));

for (const { id, title, arxiv, figures, experiments } of papers)
  test(`${id}: the bundle breaks no rule, and holds every figure and all recorded results`, async () => {
    const out = join(folder(), 'bundle');
    const { code, stdout, stderr } = await codecheck(id, [
      ...checker,
      ...certificate,
      ...orcids(arxiv),
      '--out',
      out,
    ]);
    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(violations(out), []);
    const { manifest, paper, report } = parse(readFileSync(join(out, 'codecheck.yml'), 'utf8'));
    assert.equal(manifest.length, figures.length + experiments.length + 1);
    for (const { file } of manifest)
      assert.deepEqual(readFileSync(join(out, file)), readFileSync(file), file);
    assert.equal(paper.title, title);
    assert.match(paper.reference, new RegExp(`${arxiv}$`));
    assert.equal(report, 'https://codecheck.org.uk/register/certs/2026-001/');
    assert.match(
      readFileSync(join(out, 'codecheck/README.md'), 'utf8'),
      /\| claim \| verdict \| statement \|/,
    );
  });

test('an author without ORCID is named, with what to do, and the exit code is 1', async () => {
  const out = join(folder(), 'bundle');
  const known = ['--author-orcid', 'Lei Wu=0000-0002-1825-0097'];
  const { code, stdout } = await codecheck('stability', [...checker, ...certificate, ...known, '--out', out]);
  assert.equal(code, 1);
  assert.match(
    stdout,
    /ORCID of every author, and those of Weijie J\. Su are not known here.*--author-orcid "Weijie J\. Su=/,
  );
  assert.deepEqual(violations(out), ['CC-CFG-020 Weijie J. Su has no plain ORCID']);
});

test('wrong input is refused before anything is written', async () => {
  const wrong: [string[], RegExp][] = [
    [['xor', '--name', 'A', '--orcid', '0000-0002-1825-0098', ...certificate], /last character would be 7/],
    [['xor', ...checker, '--certificate', '2026-1'], /such as 2026-001/],
    [['xor', '--name', 'TODO', '--orcid', '0000-0002-1825-0097', ...certificate], /placeholder "TODO"/],
    [
      ['xor', ...checker, ...certificate, '--report', 'https://doi.org/10.5281/zenodo.FIXME'],
      /placeholder "FIXME"/,
    ],
    [
      ['xor', ...checker, ...certificate, '--author-orcid', 'Nobody=0000-0002-1825-0097'],
      /one of the authors Zhiwei Xu/,
    ],
    [['xro', ...checker, ...certificate], /there is no paper "xro"; the nearest is "xor"/],
    [['xor', ...checker], /required option '--certificate <id>'/],
  ];
  const cwd = folder();
  const ends = await Promise.all(wrong.map(([[paper, ...args]]) => codecheck(paper!, args, cwd)));
  for (const [i, { code, stderr }] of ends.entries()) {
    assert.equal(code, 2, stderr);
    assert.match(stderr, wrong[i]![1]);
  }
  assert.deepEqual(
    readdirSync(cwd).filter((name) => name.startsWith('codecheck')),
    [],
  );
});

test('a folder with something in it is left as it is', async () => {
  const out = folder();
  writeFileSync(join(out, 'notes.txt'), 'mine');
  const { code, stderr } = await codecheck('stability', [...checker, ...certificate, '--out', out]);
  assert.equal(code, 2);
  assert.match(stderr, /is not empty: name a new folder by --out/);
  assert.ok(!existsSync(join(out, 'codecheck.yml')));
});

test('hostile names and summaries come back from the file as they were', () => {
  const hostile = [
    'yes',
    '0123',
    '2001-01-01',
    '12:30:45',
    'a: b # c',
    '- x',
    '"\'\\',
    '{a}',
    '| \n --- \n...',
    '👩‍🔬 \u2028',
  ];
  for (const text of hostile) {
    const config = {
      version: '',
      manifest: [{ file: 'a', comment: text }],
      paper: { title: text, authors: [], reference: '', 'reference-other': [] },
      codechecker: [{ name: text }],
      report: '',
      summary: text,
      certificate: '2026-001',
    };
    for (const version of ['1.1', '1.2'] as const)
      assert.deepEqual(parse(formatConfiguration(config), { version }), config, text);
  }
});
