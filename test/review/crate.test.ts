// The RO-Crate at the top: up to date, and true of the files it names. What validators say of it: crate.long.ts.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { papers } from '../../src/papers/index.ts';
import { buildCrate } from '../../src/review/crate/crate.ts';
import { assay, folder } from '../workbook/fixtures/place.ts';

// biome-ignore lint/suspicious/noExplicitAny: JSON of many shapes.
type Entity = any;

const list = <T>(value: T | readonly T[] | undefined): T[] =>
  value === undefined ? [] : ([value].flat() as T[]);
const parse = (text: string) => {
  const graph = JSON.parse(text)['@graph'] as Entity[];
  return { graph, by: new Map(graph.map((entity) => [entity['@id'], entity])) };
};
const committed = readFileSync('ro-crate-metadata.json', 'utf8');
const { graph, by } = parse(committed);
const ofType = (type: string) => graph.filter((entity) => entity['@type'] === type);

/** Pictures that were drawn anew here: another processor may rasterize with other bits. */
const drawnAnew = new Set(
  spawnSync('git', ['diff', '--name-only', 'HEAD', '--', 'figures'], { encoding: 'utf8' }).stdout?.split(
    '\n',
  ),
);
const withoutDrawnAnew = (text: string) =>
  parse(text).graph.map((entity) =>
    drawnAnew.has(entity['@id']) ? { ...entity, sha256: '', contentSize: '' } : entity,
  );

test('the crate is the one that `assay review crate` writes from the recorded results', () => {
  assert.deepEqual(
    withoutDrawnAnew(committed),
    withoutDrawnAnew(buildCrate('.', papers)),
    'ro-crate-metadata.json is out of date: make docs',
  );
});

const noSums =
  spawnSync('sha256sum', ['--version']).status === 0
    ? false
    : 'no sha256sum here, which hashes the files again';

test('sizes and hashes are those of the files, by another program', { skip: noSums }, () => {
  const files = graph.filter(({ '@type': type, sha256 }) => type === 'File' && sha256);
  assert.ok(files.length > 80, `${files.length} files`);
  const kept = files.filter((entity) => !drawnAnew.has(entity['@id'])).map((entity) => entity['@id']);
  const sums = execFileSync('sha256sum', kept, { encoding: 'utf8' }).trim().split('\n');
  for (const line of sums) {
    const [sum, path] = line.split(/ +/);
    const entity = by.get(path!)!;
    assert.equal(entity.sha256, sum, path);
    assert.equal(Number(entity.contentSize), statSync(path!).size, path);
  }
});

test('every reference leads to an entity or to an address, and every file and folder belongs to the crate', () => {
  const references = new Set<string>();
  JSON.stringify(graph, (key, value) => {
    if (key === '@id') references.add(value);
    return value;
  });
  const loose = [...references].filter((id) => !by.has(id) && !/^https:\/\/w3id\.org\/ro\/crate\//.test(id));
  assert.deepEqual(loose, []);
  const parts = new Set(graph.flatMap((entity) => list<Entity>(entity.hasPart).map((part) => part['@id'])));
  for (const entity of [...ofType('File'), ...ofType('Dataset')])
    if (entity['@id'] !== './') assert.ok(parts.has(entity['@id']), entity['@id']);
});

test('each recorded experiment is a run with the times and seconds of its lines', () => {
  const experiments = papers.flatMap((paper) => paper.experiments);
  const actions = ofType('CreateAction');
  assert.deepEqual(
    actions.map((action) => action['@id']).sort(),
    experiments.map(({ id }) => `#${id}`).sort(),
  );
  for (const action of actions) {
    const lines = readFileSync(`results/${action['@id'].slice(1)}.jsonl`, 'utf8')
      .trim()
      .split('\n');
    const runs = lines.map((line) => JSON.parse(line).provenance);
    const ends = runs.map(({ finished }) => Date.parse(finished));
    assert.equal(Date.parse(action.endTime), Math.max(...ends));
    const starts = runs.map(({ seconds }, i) => ends[i]! - 1000 * seconds);
    assert.ok(Math.abs(Date.parse(action.startTime) - Math.min(...starts)) <= 1);
    const [seconds, memory] = action.resourceUsage.map((use: Entity) => by.get(use['@id'])!.value);
    assert.ok(Math.abs(seconds - runs.reduce((sum, run) => sum + run.seconds, 0)) < 1e-3);
    assert.equal(memory, Math.max(...runs.map(({ mebibytes }) => mebibytes)));
    const commits = list<Entity>(action.instrument).map((one) => by.get(one['@id'])!.softwareVersion);
    for (const { commit } of runs) assert.ok(commits.some((text) => text.includes(commit.replace('+', ''))));
  }
});

test('people, organisations and software are told apart; each article has its authors', () => {
  const articles = ofType('ScholarlyArticle');
  assert.deepEqual(
    articles.map(({ identifier }) => identifier),
    papers.map(({ arxiv }) => `arXiv:${arxiv}`),
  );
  for (const [i, { title, authors }] of papers.entries()) {
    const people = list<Entity>(articles[i]!.author).map((one) => by.get(one['@id'])!);
    assert.equal(articles[i]!.name, title);
    assert.deepEqual(
      people.map(({ familyName }) => familyName),
      authors.split(', '),
    );
    assert.ok(people.every((one) => one['@type'] === 'Person'));
  }
  for (const action of ofType('CreateAction')) {
    assert.equal(by.get(action.agent['@id'])!['@type'], 'Organization');
    for (const one of list<Entity>(action.instrument))
      assert.equal(by.get(one['@id'])!['@type'], 'SoftwareApplication');
  }
});

test('the same recorded results give the same bytes in another folder; a changed result another hash', () => {
  const root = mkdtempSync(join(tmpdir(), 'assay-crate-'));
  try {
    mkdirSync(join(root, 'results/xor'), { recursive: true });
    const results = 'results/xor/figure2.jsonl';
    for (const path of ['CITATION.cff', 'package.json', results]) cpSync(path, join(root, path));
    const before = buildCrate(root, papers);
    assert.equal(buildCrate(root, papers), before);
    const line = readFileSync(results, 'utf8');
    assert.deepEqual(parse(before).by.get(results), by.get(results));
    writeFileSync(join(root, results), line.replace(/"seconds":/, '"seconds":1'));
    const after = parse(buildCrate(root, papers)).by;
    assert.notEqual(after.get(results)!.sha256, by.get(results)!.sha256);
    assert.notEqual(after.get('#xor/figure2/seconds')!.value, by.get('#xor/figure2/seconds')!.value);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('assay review crate describes what was recorded here, and says where it cannot', async () => {
  const root = folder();
  const outside = await assay(['review', 'crate'], root);
  assert.equal(outside.code, 2);
  assert.match(outside.stderr, /has no CITATION\.cff.* run this in a checkout/);
  writeFileSync(join(root, 'package.json'), JSON.stringify({ homepage: 'https://example.org/assay' }));
  writeFileSync(
    join(root, 'CITATION.cff'),
    readFileSync('CITATION.cff', 'utf8').replaceAll('arXiv:2310.02541', 'arXiv:0000.00000'),
  );
  const empty = await assay(['review', 'crate'], root);
  assert.equal(empty.code, 1);
  assert.match(empty.stderr, /nothing is recorded in results\//);
  assert.equal((await assay(['run', 'tiny/numbers', '--record'], root)).code, 0);
  assert.equal((await assay(['review', 'crate'], root)).code, 0);
  const crate = parse(readFileSync(join(root, 'ro-crate-metadata.json'), 'utf8')).by;
  const action = crate.get('#tiny/numbers');
  assert.equal(action.result['@id'], 'results/tiny/numbers.jsonl');
  assert.deepEqual(crate.get('#tiny/numbers/settings/n').value, [3, 5]);
  assert.equal(crate.get('https://nodejs.org/').softwareVersion, process.version);
  // With a home page, software and maintainers have addresses.
  assert.match(action.instrument['@id'], /^https:\/\/example\.org\/assay#assay\/none$/);
  assert.equal(crate.get('#maintainers').url, 'https://example.org/assay');
});
