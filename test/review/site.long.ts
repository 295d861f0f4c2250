// The site of the recorded results: made in time, and every page of it looked at.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../../src/plot/browser.ts';
import { brokenLinks, pagesOf, violations, watch } from './inspect.ts';

const AXE_EVERY = 5;

const folder = mkdtempSync(join(tmpdir(), 'assay-review-'));
const root = join(folder, 'review');
after(() => rmSync(folder, { recursive: true }));

let output: string;
let seconds: number;
before(() => {
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/assay.mjs', 'review', '--out', root], {
    encoding: 'utf8',
  });
  seconds = (performance.now() - begun) / 1000;
  output = `${stdout}${stderr}`;
  assert.equal(status, 0, output);
});

test('the site is made in under 2 minutes, with a page for each claim', () => {
  assert.ok(seconds < 120, `${seconds} s`);
  const claims = Number(/(\d+) claims/.exec(output)![1]);
  assert.ok(claims >= 152);
  assert.equal(pagesOf(join(root, 'claims')).length, claims);
});

test('every claim with experiments has code, settings, seeds, provenance, commands and a figure', () => {
  for (const path of pagesOf(join(root, 'claims'))) {
    const text = readFileSync(join(root, 'claims', path), 'utf8');
    if (text.includes('There is nothing to compute')) continue;
    assert.doesNotMatch(text, /the sources are not here/, path);
    for (const part of [
      /<dt>seeds<\/dt>/,
      /--rerun/,
      /aria-label="Provenance of/,
      /for each worker/,
      /class="interval/,
    ])
      assert.match(text, part, path);
    if (!path.endsWith('threshold-table.html')) assert.match(text, /data-figure=/, path); // a table of points, not drawn
  }
});

test('no page has a broken link, a console error or anything that axe finds, or is wider than a narrow window', async (t) => {
  let browser: Browser;
  try {
    [browser] = await startBrowser();
  } catch (error) {
    t.skip(`no browser: ${(error as Error).message.split('\n')[0]}`);
    return;
  }
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const trouble = watch(context);
  const found: string[] = [];
  const paths = pagesOf(root);
  const look = async (): Promise<void> => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
      const page = await context.newPage();
      await page.goto(pathToFileURL(join(root, path)).href);
      if ((await page.locator('.plot').count()) > 0) await page.waitForSelector('.plot .main-svg');
      // Pages of a kind are made alike, and axe takes most of the time.
      const isSeen = !path.includes('/') || paths.length % AXE_EVERY === 0;
      for (const problem of [...(isSeen ? await violations(page) : []), ...(await brokenLinks(page))])
        found.push(`${path}: ${problem}`);
      await page.setViewportSize({ width: 360, height: 700 });
      if ((await page.evaluate(() => document.documentElement.scrollWidth)) > 360)
        found.push(`${path}: wider than 360 pixels`);
      await page.close();
    }
  };
  await Promise.all([look(), look()]);
  await browser.close();
  assert.deepEqual(found, []);
  assert.deepEqual(trouble, []);
});
