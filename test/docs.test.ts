// The artifact appendix and the summaries agree with the registered claims, the recorded verdicts and the recorded runs.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fill } from '../docs/generated/blocks.ts';
import { documents } from '../docs/generated/index.ts';
import { papers } from '../src/papers/index.ts';

const text = (path: string): string => readFileSync(path, 'utf8');
const recorded = new Map(
  papers.flatMap(({ id }) =>
    Object.entries(
      JSON.parse(text(`results/${id}/verdicts.json`)) as Record<string, { verdict: string }>,
    ).map(([claim, { verdict }]) => [claim, verdict] as const),
  ),
);
const summaries = papers.map(({ id }) => `docs/summary-${id}.md`);
/** Without what stands between the comments. */
const typed = (path: string): string =>
  text(path).replaceAll(/<!-- ([\w-]+) -->[\s\S]*?<!-- end of \1 -->/g, '');

test('what is written from the recorded results is up to date', () => {
  const all = documents('.');
  assert.deepEqual([...all.keys()].sort(), ['README.md', 'docs/artifact-appendix.md', ...summaries].sort());
  for (const [path, now] of all) {
    const wanted = new Set(now.split('\n'));
    const other = text(path)
      .split('\n')
      .filter((line) => !wanted.has(line));
    assert.deepEqual(other, [], `${path} is out of date: make docs`);
    assert.ok(text(path) === now, `${path} is out of date: make docs`);
  }
});

test('the appendix has a line for every claim, with its recorded verdict and what its experiments took', () => {
  const lines = [...text('docs/artifact-appendix.md').matchAll(/^\| (\w+\/\S+) \| (.*) \| ([\w ]+) \|$/gm)];
  assert.deepEqual(new Map(lines.map(([, id, , verdict]) => [id, verdict])), recorded);
  assert.equal(lines.length, recorded.size);
  const of = (id: string): string => lines.find(([, claim]) => claim === id)![2]!;
  const runs = [...text('results/stability/norms.jsonl').matchAll(/"seconds":([\d.]+),"mebibytes":(\d+)/g)];
  const seconds = runs.reduce((sum, [, each]) => sum + Number(each), 0) / 2;
  const peak = Math.max(...runs.map(([, , each]) => Number(each))) * 2 ** 20;
  assert.ok(of('stability/C11').startsWith('`npx assay verify stability/C11 --rerun` | '));
  assert.ok(
    of('stability/C11').includes(` | ${seconds.toPrecision(2)} s | ${(peak / 1e9).toFixed(1)} GB | `),
  );
  assert.match(of('convex/C6'), /--rerun --long` \(needs MNIST\) \|/);
});

test('counts of verdicts in the summaries are those of the recorded verdicts', () => {
  for (const { id, claims } of papers) {
    const [, paper, ours] = /^- Of the paper, (.*)\.\n- Of our own .*?, (.*)\.$/m.exec(
      text(`docs/summary-${id}.md`),
    )!;
    for (const [sentence, beyond] of [
      [paper!, false],
      [ours!, true],
    ] as const) {
      const verdicts = claims
        .filter((claim) => Boolean(claim.beyond) === beyond)
        .map((claim) => recorded.get(claim.id));
      assert.match(sentence, new RegExp(`^${verdicts.length} claims: `));
      for (const verdict of new Set(verdicts))
        assert.match(
          sentence,
          new RegExp(`[ ,:] ?${verdicts.filter((one) => one === verdict).length} ${verdict}(,|$)`),
        );
    }
  }
});

test('a verdict that a text names beside a claim is the recorded one, and no count of verdicts is typed by hand', () => {
  let named = 0;
  for (const path of globSync('docs/*.md')) {
    for (const [mention, id, verdict] of typed(path).matchAll(
      /`(\w+\/[\w.'-]+)`,\s+(reproduced|not\s+reproduced|inconclusive|not\s+testable)\b/g,
    )) {
      assert.equal(verdict!.replaceAll(/\s+/g, ' '), recorded.get(id!), `${path}: ${mention}`);
      named++;
    }
    assert.doesNotMatch(typed(path), /\d+ (claims\b|(not )?reproduced|inconclusive)/, path);
  }
  assert.ok(named > 40);
});

test('every summary has the parts of its form, and every link leads somewhere', () => {
  const parts = [
    'Scope of reproducibility',
    'Methodology',
    'Results',
    'What was easy',
    'What was difficult',
    'Communication with original authors',
  ];
  for (const path of summaries) {
    const titles = [...text(path).matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    assert.deepEqual(titles, parts, path);
  }
  for (const path of globSync('docs/*.md'))
    for (const [, link] of text(path).matchAll(/\]\(([\w./-]+\.(?:md|ts))\)/g))
      assert.ok(text(`docs/${link}`).length > 0, `${path}: ${link}`);
});

test('a part that is not known, or not in the text, is an error that names it', () => {
  const page = 'a\n\n<!-- one -->\nold\n<!-- end of one -->\n';
  assert.equal(fill(page, new Map([['one', 'new']])), 'a\n\n<!-- one -->\n\nnew\n\n<!-- end of one -->\n');
  assert.throws(() => fill(page, new Map([['two', '']])), /there is no part "one"; there are: two/);
  assert.throws(() => fill('a', new Map([['two', '']])), /the text has no part "two"/);
});
