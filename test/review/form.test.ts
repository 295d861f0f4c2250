// The reviewer's form in a real browser: fill in, reload, export, import, and refuse what is too much or means harm.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { parse } from 'marked';
import type { Page } from 'playwright-core';
import { parseReview } from '../../src/review/document.ts';
import { HOSTILE, site } from './fixture.ts';
import { reviewers, root } from './walk.ts';

const { skip, newReviewer } = await reviewers();

describe('the reviewer’s form', { skip }, async () => {
  const { open, quiet } = await newReviewer();

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
    const page = await other.open('my-review.html');
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
    other.quiet();
    await other.leave();
  });

  test('what is no review is not imported, and the message says why', async () => {
    const page = await open('my-review.html');
    const before = await page.locator('#preview').textContent();
    const huge = join(root, 'huge.json');
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
    const page = await other.open('my-review.html');
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
    other.quiet();
    await other.leave();
  });

  test('a browser that keeps a store for each page is told of', async () => {
    const other = await newReviewer();
    const claim = await other.open('claims/convex/4.html');
    await claim.getByLabel('disagree').check();
    await claim.getByRole('link', { name: 'My review (1)' }).click();
    await claim.waitForURL(/my-review\.html#kept=1$/);
    assert.equal(await claim.locator('#own-store').isVisible(), false);
    await claim.evaluate(() => localStorage.clear());
    await claim.reload();
    assert.equal(await claim.locator('#own-store').isVisible(), true);
    await other.leave();
  });

  test('two open pages do not overwrite what the other keeps', async () => {
    const other = await newReviewer();
    const [one, two] = [await other.open('claims/convex/4.html'), await other.open('claims/convex/5.html')];
    await one.getByLabel('agree', { exact: true }).check();
    await two.getByLabel('disagree').check();
    await one.getByLabel('Comment').fill('mine');
    const page = await other.open('my-review.html');
    assert.deepEqual(await page.locator('#answers li').allTextContents(), [
      'convex/5: disagree',
      'convex/4: agreemine',
    ]);
    await other.leave();
  });
});
