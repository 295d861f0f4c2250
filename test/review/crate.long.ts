// What rocrate-validator says of the committed RO-Crate.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { noValidators, validator } from './validators.ts';

/** Recommendations that are not followed, each with the reason in docs/standards.md. */
const UNSATISFIED = [
  'The SoftwareApplication id SHOULD be an absolute URI',
  'The author SHOULD have a Contextual Entity which specifies the organizational `affiliation`.',
  'The author SHOULD have an organizational affiliation.',
  'The organization SHOULD have a URL.',
];

interface Issue {
  readonly severity: string;
  readonly message: string;
  readonly violatingEntity?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'assay-crate-'));
after(() => rmSync(folder, { recursive: true }));
before(() => {
  if (noValidators) return;
  const { status, output } = validator('python', [
    resolve('test/review/cacheContext.py'),
    join(folder, 'cache'),
  ]);
  assert.equal(status, 0, output);
});

/** Issues of level REQUIRED and RECOMMENDED by the Process Run Crate profile and the RO-Crate 1.1 it builds on. */
function issuesOf(root: string): Issue[] {
  const report = join(folder, 'report.json');
  const options = [
    '--offline',
    '--cache-path',
    join(folder, 'cache'),
    '--no-paging',
    '-f',
    'json',
    '-o',
    report,
  ];
  const profile = ['-p', 'process-run-crate', '-l', 'recommended'];
  const { output } = validator('rocrate-validator', ['-y', 'validate', ...options, ...profile, root]);
  try {
    return JSON.parse(readFileSync(report, 'utf8')).issues;
  } catch {
    throw new Error(`rocrate-validator wrote no report:\n${output}`);
  }
}
const messages = (issues: readonly Issue[]) =>
  [...new Set(issues.map(({ message }) => message.replace(/\/$/, '')))].sort();

test('no error at REQUIRED, and at RECOMMENDED only those that cannot be helped', {
  skip: noValidators,
}, () => {
  const issues = issuesOf('.');
  assert.deepEqual(messages(issues.filter(({ severity }) => severity !== 'RECOMMENDED')), []);
  assert.deepEqual(messages(issues), UNSATISFIED);
  const reasons = readFileSync('docs/standards.md', 'utf8');
  for (const message of UNSATISFIED) assert.ok(reasons.includes(message), `docs/standards.md: ${message}`);
});

test('the validator finds what is wrong: an action without instrument, a file that is not there', {
  skip: noValidators,
}, () => {
  const root = mkdtempSync(join(tmpdir(), 'assay-crate-'));
  try {
    cpSync('results', join(root, 'results'), { recursive: true });
    const text = readFileSync('ro-crate-metadata.json', 'utf8');
    writeFileSync(join(root, 'ro-crate-metadata.json'), text.replaceAll('"instrument"', '"description"'));
    const found = issuesOf(root).filter(({ severity }) => severity === 'REQUIRED');
    assert.ok(found.some(({ message }) => /MUST have an instrument/.test(message)));
    assert.ok(found.some(({ message }) => /figures\/xor/.test(message)));
  } finally {
    rmSync(root, { recursive: true });
  }
});
