// One truth about people, licence and version in CITATION.cff, LICENSE, package.json and the papers. Its form: citation.long.ts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { papers } from '../../src/papers/index.ts';
import { readCitation } from '../../src/review/citation.ts';
import { folder } from '../workbook/fixtures/place.ts';

const citation = readCitation('.');
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

test('the citation file names each reproduced paper with its authors as the papers do', () => {
  assert.deepEqual(
    new Set(
      citation.articles.map(({ arxiv, title, authors }) =>
        [arxiv, title, authors.map(({ family }) => family).join(', ')].join(),
      ),
    ),
    new Set(papers.map(({ arxiv, title, authors }) => [arxiv, title, authors].join())),
  );
});

test('licence and version are those of the package, and the licence text names its holders', () => {
  assert.equal(citation.license, manifest.license);
  assert.equal(citation.version, manifest.version);
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages[''];
  assert.deepEqual([lock.license, lock.version], [manifest.license, manifest.version]);
  const text = readFileSync('LICENSE', 'utf8');
  assert.match(
    text,
    new RegExp(
      `^${citation.license} License\n\nCopyright \\(c\\) 20\\d\\d ${citation.maintainers.join(', ')}\n`,
    ),
  );
  assert.match(
    text,
    /without restriction.*\bpublish, distribute, sublicense\b.*THE SOFTWARE IS PROVIDED "AS IS"/s,
  );
});

test('outside a checkout the message says what is missing', () => {
  assert.throws(() => readCitation(folder()), {
    name: 'UsageError',
    message: /has no CITATION\.cff.* run this in a checkout/,
  });
});
