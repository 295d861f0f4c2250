// The site as a reviewer walks it, in a real browser: open, filter, read, fill in, reload, export, import.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { parse } from 'marked';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startBrowser } from '../../src/plot/browser.ts';
import { parseReview } from '../../src/review/document.ts';
import { writeSite } from '../../src/review/index.ts';
import { HOSTILE, site } from './fixture.ts';
import { brokenLinks, pagesOf, violations, watch } from './inspect.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-review-'));
const root = join(folder, 'review');
after(() => rmSync(folder, { recursive: true }));
await writeSite(site, root);

const started = await startBrowser().catch((error: Error) => error);
/** Why nothing can be tested here, or `false`. */
const skip = started instanceof Error ? started.message.replaceAll('\n', ' ') : false;

describe('the review site', { skip }, () => {
  const [browser] = started as [Browser, string];
  let context: BrowserContext;
  let trouble: string[];
  before(async () => {
    ({ context, trouble } = await newReviewer());
  });
  after(() => browser.close());

  /** A browser in which nothing was entered yet. */
  async function newReviewer(options = {}) {
    const context = await browser.newContext({
      viewport: { width: 1200, height: 900 },
      acceptDownloads: true,
      ...options,
    });
    return { context, trouble: watch(context) };
  }
  const open = async (path: string, of = context): Promise<Page> => {
    const page = await of.newPage();
    await page.goto(pathToFileURL(join(root, path)).href.replace('%23', '#'));
    return page;
  };
  const quiet = () => assert.deepEqual(trouble, []);

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

  test('what a reviewer enters by keyboard is there after a reload, in the list and in the count', async () => {
    const page = await open('claims/convex/4.html');
    await page.getByLabel('agree', { exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    assert.ok(await page.getByLabel('disagree').isChecked());
    await page.keyboard.press('Tab');
    await page.keyboard.insertText(HOSTILE);
    await page.waitForFunction(
      () => document.querySelector('[data-kept]')!.textContent === 'Kept in this browser.',
    );
    await page.reload();
    assert.ok(await page.getByLabel('disagree').isChecked());
    assert.equal(await page.getByLabel('Comment').inputValue(), HOSTILE);
    assert.match((await page.getByRole('navigation', { name: 'Site' }).textContent())!, /My review \(1\)/);
    await page.getByRole('link', { name: /Next/ }).click();
    await page.getByLabel('could not check').check();
    await page.goto(pathToFileURL(join(root, 'claims.html')).href);
    await page.getByLabel('Your answer').selectOption('disagree');
    assert.deepEqual(
      await page
        .locator('tbody tr:visible')
        .allInnerTexts()
        .then((all) => all.map((row) => row.split(/\s/)[0])),
      ['convex/4'],
    );
    await page.close();
    quiet();
  });

  test('a comment that is too long is refused in words, and the one before stays', async () => {
    const page = await open('claims/convex/4.html');
    const comment = page.getByLabel('Comment');
    await comment.fill('x'.repeat(10_001));
    assert.match(
      (await page.locator('#comment-error').textContent())!,
      /^Not kept: 10001 characters, but at most 10000/,
    );
    assert.equal(await comment.getAttribute('aria-invalid'), 'true');
    await page.reload();
    assert.equal(await comment.inputValue(), HOSTILE);
    assert.equal(await comment.getAttribute('aria-invalid'), null);
    await page.close();
    quiet();
  });

  test('a wrong ORCID is refused, a right one is kept', async () => {
    const page = await open('my-review.html');
    const orcid = page.getByLabel('ORCID');
    await orcid.fill('0000-0002-1825-0098');
    await orcid.blur();
    assert.match((await page.locator('#orcid-error').textContent())!, /^Not kept: this is no ORCID iD/);
    await orcid.fill('https://orcid.org/0000-0002-1825-0097');
    await orcid.blur();
    assert.equal(await page.locator('#orcid-error').textContent(), '');
    await page.reload();
    assert.equal(await orcid.inputValue(), '0000-0002-1825-0097');
    await page.close();
    quiet();
  });

  let exported = '';
  const download = async (page: Page, button: string): Promise<string> => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    return readFileSync((await file.path())!, 'utf8');
  };

  test('the review is exported as JSON and as a certificate, hostile words as text', async () => {
    const page = await open('my-review.html');
    await page.getByLabel('Name').fill(HOSTILE);
    await page.getByLabel('Overall statement').fill(`Checked.\n${HOSTILE}`);
    exported = await download(page, 'Export as JSON');
    const review = parseReview(exported);
    assert.deepEqual(review.reviewed, { version: site.version, commit: site.commit });
    assert.deepEqual(review.reviewer, { name: HOSTILE, orcid: '0000-0002-1825-0097' });
    assert.deepEqual(review.answers, [
      { claim: 'convex/4', verdict: 'not reproduced', answer: 'disagree', comment: HOSTILE },
      { claim: 'convex/5', verdict: 'not testable', answer: 'could not check', comment: '' },
    ]);
    const text = await download(page, 'Export certificate');
    assert.equal(text, await page.locator('#preview').textContent());
    assert.match(text, /### convex\/4: disagree\n/);
    assert.match(text, /Claims: 6; agree 0, disagree 1, could not check 1, no answer 4/);
    assert.doesNotMatch(String(parse(text)), /<(img|script|textarea)/);
    assert.equal(await page.locator('#answers blockquote').textContent(), HOSTILE);
    await page.close();
    quiet();
  });

  test('another browser imports it, and exports the same', async () => {
    const other = await newReviewer();
    const page = await open('my-review.html', other.context);
    await page
      .getByLabel('Import')
      .setInputFiles({ name: 'r.json', mimeType: 'application/json', buffer: Buffer.from(exported) });
    await page.waitForFunction(() => document.querySelector('#import-done')!.textContent !== '');
    assert.equal(
      await page.locator('#import-done').textContent(),
      '2 answers imported. Kept in this browser.',
    );
    assert.equal(await page.getByLabel('Name').inputValue(), HOSTILE);
    assert.equal(await download(page, 'Export as JSON'), exported);

    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Delete all entries' }).click();
    assert.equal(await page.getByLabel('Name').inputValue(), '');
    assert.equal(await page.locator('#answers li').count(), 0);
    await other.context.close();
    assert.deepEqual(other.trouble, []);
  });

  test('what is no review is not imported, and the message says why', async () => {
    const page = await open('my-review.html');
    const before = await page.locator('#preview').textContent();
    const huge = join(folder, 'huge.json');
    writeFileSync(huge, Buffer.alloc(8_000_001, ' '));
    const long = exported.replace('Checked.', 'x'.repeat(20_001));
    const files: [string | { name: string; mimeType: string; buffer: Buffer }, RegExp][] = [
      [huge, /"huge\.json" has 8000001 bytes; a review has at most 8000000/],
      ...(
        [
          ['<html>', /it is not JSON/],
          [exported.replace('assay-review/1', 'other'), /the format is not "assay-review\/1"/],
          [exported.replace('"disagree"', '"<b>"'), /answers\.0\.answer/],
          [long, /statement: 20\d{3} characters, but at most 20000/],
        ] as const
      ).map(
        ([text, message]) =>
          [{ name: 'r.json', mimeType: 'application/json', buffer: Buffer.from(text) }, message] as [
            { name: string; mimeType: string; buffer: Buffer },
            RegExp,
          ],
      ),
    ];
    for (const [file, message] of files) {
      await page.getByLabel('Import').setInputFiles(file);
      await page.waitForFunction(
        (source) => new RegExp(source).test(document.querySelector('#import-error')!.textContent!),
        message.source,
        { timeout: 5000 },
      );
    }
    assert.match((await page.locator('#import-error').textContent())!, /^Nothing is imported: /);
    assert.equal(await page.locator('#preview').textContent(), before);
    await page.close();
    quiet();
  });

  test('answers on a claim or verdict that the site does not have are imported with a remark, and link nowhere', async () => {
    const other = await newReviewer();
    const page = await open('my-review.html', other.context);
    const review = exported
      .replace('"convex/4"', '"../../evil"')
      .replace('"not testable"', '"reproduced"')
      .replace(site.commit, 'older');
    await page
      .getByLabel('Import')
      .setInputFiles({ name: 'r.json', mimeType: 'application/json', buffer: Buffer.from(review) });
    await page.waitForFunction(() => document.querySelector('#import-done')!.textContent !== '');
    assert.match(
      (await page.locator('#import-done').textContent())!,
      /They were given on another commit\. 1 are on claims that this site does not have\. 1 were given on another verdict\./,
    );
    assert.deepEqual(await page.locator('#answers a').allTextContents(), ['convex/5']);
    await other.context.close();
    assert.deepEqual(other.trouble, []);
  });

  test('a browser that keeps a store for each page is told of', async () => {
    const other = await newReviewer();
    const claim = await open('claims/convex/4.html', other.context);
    await claim.getByLabel('disagree').check();
    await claim.getByRole('link', { name: 'My review (1)' }).click();
    await claim.waitForURL(/my-review\.html#kept=1$/);
    assert.equal(await claim.locator('#own-store').isVisible(), false);
    await claim.evaluate(() => localStorage.clear());
    await claim.reload();
    assert.equal(await claim.locator('#own-store').isVisible(), true);
    await other.context.close();
  });

  test('two open pages do not overwrite what the other keeps', async () => {
    const other = await newReviewer();
    const [one, two] = [
      await open('claims/convex/4.html', other.context),
      await open('claims/convex/5.html', other.context),
    ];
    await one.getByLabel('agree', { exact: true }).check();
    await two.getByLabel('disagree').check();
    await one.getByLabel('Comment').fill('mine');
    const page = await open('my-review.html', other.context);
    assert.deepEqual(await page.locator('#answers li').allTextContents(), [
      'convex/5: disagree',
      'convex/4: agreemine',
    ]);
    await other.context.close();
  });

  test('every page is accessible, fits a narrow window, leads only where something is, and runs nothing that was put in', async () => {
    for (const path of pagesOf(root).filter((path) => !path.startsWith('claims/convex'))) {
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
    const page = await open('claims/xor/2.html', other.context);
    assert.equal(await page.locator('svg.interval').count(), 2);
    assert.equal(await page.locator('form.answer').isVisible(), false);
    assert.match(await page.locator('main').innerText(), /The form needs JavaScript/);
    await other.context.close();
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
