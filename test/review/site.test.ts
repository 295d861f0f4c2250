// The site as a reviewer walks it, in a real browser: open, filter, read, on a screen, in a narrow window and on paper.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { site } from './fixture.ts';
import { brokenLinks, pagesOf, violations } from './inspect.ts';
import { reviewers, root } from './walk.ts';

/** Pages that are made as others are: each takes a second, and the long test looks at all. */
const ALIKE = /^claims\/(convex|xor\/1|stability\/0)/;

const { skip, newReviewer } = await reviewers();

describe('the review site', { skip }, async () => {
  const { open, quiet } = await newReviewer();

  test('from the overview a count leads to the claims that it counts', async () => {
    const page = await open('index.html');
    await page
      .getByRole('row', { name: /^All/ })
      .getByRole('link', { name: '1', exact: true })
      .nth(1)
      .click();
    await page.waitForURL(/claims\.html#verdict=/);
    const shown = await page
      .locator('tbody tr:visible')
      .evaluateAll((rows) => rows.map((row) => row.dataset['verdict']));
    assert.equal(shown.length, 1);
    assert.equal(await page.locator('#found').textContent(), `1 of ${site.claims.length} claims`);
    assert.equal(await page.locator('#verdict').inputValue(), shown[0]);
    await page.close();
    quiet();
  });

  test('claims are searched and filtered together, and the address keeps it', async () => {
    const page = await open('claims.html');
    const shown = () => page.locator('tbody tr:visible th').allTextContents();
    await page.getByLabel('Search').fill('after one step');
    assert.deepEqual(await shown(), ['xor/1', 'xor/2']);
    await page.getByLabel('Verdict').selectOption('inconclusive');
    assert.deepEqual(await shown(), ['xor/2']);
    await page.getByLabel('Paper').selectOption('convex');
    assert.deepEqual(await shown(), []);
    assert.match((await page.locator('#found').textContent())!, /^0 of 6 claims: none has all of this$/);
    await page.reload();
    assert.equal(await page.getByLabel('Search').inputValue(), 'after one step');
    assert.deepEqual(await shown(), []);
    await page.getByRole('button', { name: 'Show all' }).click();
    assert.equal((await shown()).length, site.claims.length);
    await page.getByLabel('Whose').selectOption('own');
    assert.deepEqual(await shown(), ['convex/5', "stability/C1'"]);
    await page.close();
    quiet();
  });

  test('the page of a claim has all that a verdict needs', async () => {
    const page = await open('claims/xor/2.html');
    const text = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
    for (const needed of [
      'The median test accuracy is near chance after one step and 1 after ten.',
      'inconclusive: about 140 more runs',
      'Figure 1, left; read from the vector graphic',
      'read: read in the paper itself',
      'from pilot: the scatter of ten batches',
      'another one: reproduced',
      '0.995 [0.985, 1] n = 100',
      'Excluded runs: none',
      'npx assay verify xor/2 --rerun --long',
      'about 20 s on 2 cores',
      '0.10 GB for each worker',
      'rate 0.5; 0.25',
      'seeds 1–10',
      'equal within the tolerance (2 of 20 runs; largest relative difference 1.0e-12, tolerance 1e-9',
      '20 runs 0123456789 A processor v24.0.0, wasm',
      'claims.measure, src/papers/xor/accuracy.ts, line 7, commit fedcba9876 with changes',
    ])
      assert.ok(text.includes(needed), `${needed}\n${text}`);
    await page.waitForSelector('.plot .scatterlayer .trace .js-line');
    assert.equal(await page.locator('.plot svg.main-svg').first().isVisible(), true);
    assert.equal(await page.locator('details.more .js-plotly-plot').count(), 0, 'the others wait');
    await page.locator('details.more summary').click();
    await page.waitForSelector('details.more .js-plotly-plot .main-svg');
    await page.close();
    quiet();
  });

  test('every page is accessible, fits a narrow window, leads only where something is, and runs nothing that was put in', async () => {
    for (const path of pagesOf(root).filter((path) => !ALIKE.test(path))) {
      const page = await open(path);
      assert.equal(await page.locator('img[src="x"]').count(), 0, path);
      assert.deepEqual(await violations(page), [], path);
      assert.deepEqual(await brokenLinks(page), [], path);
      await page.setViewportSize({ width: 360, height: 700 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, path);
      await page.close();
    }
    quiet();
  });

  test('on paper a claim has its facts and no navigation, and what is folded away on the screen', async () => {
    const page = await open('claims/xor/2.html');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    assert.equal(
      await page.getByRole('navigation', { name: 'Site', includeHidden: true }).isVisible(),
      false,
    );
    assert.equal(await page.locator('details.code pre').first().isVisible(), true);
    assert.equal(await page.locator('svg.interval').first().isVisible(), true);
    assert.ok((await page.pdf({ format: 'A4' })).length > 10_000);
    await page.close();
    quiet();
  });

  test('without JavaScript everything but the form can be read', async () => {
    const other = await newReviewer({ javaScriptEnabled: false });
    const page = await other.open('claims/xor/2.html');
    assert.equal(await page.locator('svg.interval').count(), 2);
    assert.equal(await page.locator('form.answer').isVisible(), false);
    assert.match(await page.locator('main').innerText(), /The form needs JavaScript/);
    await other.leave();
  });
});

test('the site has one copy of plotly.js, and nothing in it refers to a network', () => {
  const files = [...pagesOf(root), 'style.css', 'review.js'];
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    assert.doesNotMatch(text, /(?:src|href)="(?:https?:)?\/\//, file);
    assert.doesNotMatch(text, /url\((?!data:)/, file);
  }
  const { length } = readFileSync(createRequire(import.meta.url).resolve('plotly.js-dist-min/plotly.min.js'));
  assert.equal(readFileSync(join(root, 'plotly.min.js')).length, length);
});
