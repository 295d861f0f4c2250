// The whole way from items to files, in real browsers.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../../src/plot/browser.ts';
import { type RenderItem, renderFigures } from '../../src/plot/index.ts';
import { gallery } from './gallery.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-plot-'));
after(() => rmSync(folder, { recursive: true }));

const items = gallery();
const bytes = (outDir: string, id: string, ending: string) => readFileSync(join(outDir, `${id}.${ending}`));
const hash = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const find = (id: string): RenderItem => items.find((item) => item.id === id)!;

const first = join(folder, 'first');
const summary = await renderFigures(items, { outDir: first });
/** Why pictures cannot be tested here, or `false`. */
const skip = summary.message?.replaceAll('\n', ' ') ?? false;

describe('with a browser', { skip }, () => {
  test('every figure has its four files and a time', () => {
    assert.match(summary.browser!, /version \d+/);
    assert.equal(summary.message, undefined);
    assert.deepEqual(
      summary.figures.map(({ id, changed }) => [id, changed]),
      items.map(({ id }) => [id, ['png', 'svg', 'json', 'html']]),
    );
    for (const { seconds } of summary.figures) assert.ok(seconds > 0);
  });

  test('another browser process gives the same bytes, in the reverse order and alone', async () => {
    const reverse = join(folder, 'reverse');
    await renderFigures(items.toReversed(), { outDir: reverse });
    const alone = join(folder, 'alone');
    await renderFigures([find('convex/gap')], { outDir: alone });
    for (const { id } of items)
      for (const ending of ['png', 'svg', 'json', 'html'])
        assert.equal(hash(bytes(reverse, id, ending)), hash(bytes(first, id, ending)), `${id}.${ending}`);
    for (const ending of ['png', 'svg'])
      assert.equal(hash(bytes(alone, 'convex/gap', ending)), hash(bytes(first, 'convex/gap', ending)));
  });

  test('files whose bytes are the same are not touched', async () => {
    const outDir = join(folder, 'alone');
    const path = join(outDir, 'convex/gap.png');
    const { mtimeMs } = statSync(path);
    const again = await renderFigures([find('convex/gap')], { outDir });
    assert.deepEqual(again.figures[0]!.changed, []);
    assert.equal(statSync(path).mtimeMs, mtimeMs);
  });

  test('a partial call draws what it names and keeps the other figures in the index', async () => {
    const outDir = join(folder, 'partial');
    await renderFigures(items, { outDir, only: new Set(['convex/gap']) });
    assert.ok(!existsSync(join(outDir, 'xor/accuracy.png')), 'others are not drawn');
    const index = () => readFileSync(join(outDir, 'index.html'), 'utf8');
    assert.doesNotMatch(index(), /xor\/accuracy/, 'nor shown where they were never drawn');
    await renderFigures(items, { outDir });
    const whole = index();
    const again = await renderFigures(items, { outDir, only: new Set(['convex/gap']) });
    assert.deepEqual(
      again.figures.map(({ id }) => id),
      ['convex/gap'],
    );
    assert.equal(index(), whole);
  });

  test('a PNG has twice the size of its figure', () => {
    const sizes: Record<string, [number, number]> = {
      'xor/accuracy': [1800, 1080],
      'stability/sweep': [2200, 1000],
    };
    for (const [id, [width, height]] of Object.entries(sizes)) {
      const png = bytes(first, id, 'png');
      assert.equal(png.toString('latin1', 1, 4), 'PNG');
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [width, height]);
    }
  });

  test('an SVG has its fonts inside and refers to nothing outside', () => {
    for (const { id } of items) {
      const svg = bytes(first, id, 'svg').toString();
      assert.match(svg, /@font-face\{font-family:'Source Sans 3'.*src:url\(data:font\/woff2;base64,/);
      const outside = svg
        .replace(/ xmlns(:xlink)?="http:\/\/www\.w3\.org\/[^"]*"/g, '')
        .match(/https?:\/\/[^"' )]*|(?:href|src)="(?!#)[^"]*|url\((?!['"]?(?:#|data:))[^)]*/g);
      assert.equal(outside, null, `${id}: ${outside}`);
    }
  });

  test('names inside the SVGs are fixed, and differ between figures', () => {
    const names = (id: string) =>
      [
        ...bytes(first, id, 'svg')
          .toString()
          .matchAll(/ id="([^"]+)"/g),
      ].map((match) => match[1]!);
    const all = items.flatMap(({ id }) => names(id));
    assert.ok(all.length > 20);
    assert.equal(new Set(all).size, all.length);
  });

  test('the JSON draws the same figure', () => {
    const { data, layout } = JSON.parse(bytes(first, 'xor/accuracy', 'json').toString());
    assert.equal(data.length, find('xor/accuracy').spec.data.length);
    assert.equal(layout.title.text, find('xor/accuracy').title);
    assert.ok(layout.template.layout.font.family.startsWith("'Source Sans 3'"));
  });

  test('a figure that plotly does not understand is named, and the others are drawn', async () => {
    const outDir = join(folder, 'invalid');
    const bad = {
      ...find('xor/accuracy'),
      id: 'xor/typo',
      spec: { data: [{ type: 'scatter', x: [1], y: [1], lines: { color: 'red' } }], layout: {} },
    } as unknown as RenderItem;
    const strange = { ...find('xor/accuracy'), id: 'xor/strange', title: '中' };
    await assert.rejects(
      renderFigures([bad, strange, find('stability/sweep')], { outDir }),
      /figure xor\/typo: .*lines is not part of the schema\nfigure xor\/strange: the bundled fonts lack 中/,
    );
    assert.ok(existsSync(join(outDir, 'stability/sweep.png')));
    assert.ok(!existsSync(join(outDir, 'xor/typo.json')));
    assert.doesNotMatch(readFileSync(join(outDir, 'index.html'), 'utf8'), /xor\/typo/);
  });

  test('an abort ends the drawing at once with its reason', async () => {
    const reason = new Error('stop');
    await assert.rejects(
      renderFigures(items, { outDir: join(folder, 'aborted'), signal: AbortSignal.abort(reason) }),
      reason,
    );
    const controller = new AbortController();
    const outDir = join(folder, 'later');
    const log = () => controller.abort(reason);
    await assert.rejects(renderFigures(items, { outDir, signal: controller.signal, log }), reason);
    assert.equal(existsSync(join(outDir, 'index.html')), false);
  });

  describe('pages', () => {
    let browser: Browser;
    before(async () => {
      [browser] = await startBrowser();
    });
    after(() => browser.close());

    async function open(path: string, width = 1280) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, offline: true });
      const trouble: string[] = [];
      page.on('console', (message) => trouble.push(message.text()));
      page.on('pageerror', (error) => trouble.push(error.message));
      page.on('dialog', (dialog) => {
        trouble.push(`dialog ${dialog.message()}`);
        dialog.dismiss();
      });
      page.on('request', (request) => {
        if (!/^(file|data|blob):/.test(request.url())) trouble.push(`request ${request.url()}`);
      });
      await page.goto(pathToFileURL(join(first, path)).href);
      return { page, trouble };
    }

    test('an interactive page draws its figure without the network', async () => {
      const { page, trouble } = await open('xor/accuracy.html');
      await page.waitForSelector('.scatterlayer .trace .js-line');
      assert.equal(await page.locator('.scatterlayer .trace').count(), 7);
      assert.equal(await page.locator('.ytitle').textContent(), 'accuracy');
      assert.ok(await page.evaluate(() => document.fonts.check('16px "Source Sans 3"')));
      assert.deepEqual(trouble, []);
      await page.close();
    });

    test('every SVG is well-formed XML', async () => {
      const { page } = await open('index.html');
      for (const { id } of items) {
        const problem = await page.evaluate((source) => {
          const document = new DOMParser().parseFromString(source, 'image/svg+xml');
          return document.querySelector('parsererror')?.textContent ?? document.documentElement.tagName;
        }, bytes(first, id, 'svg').toString());
        assert.equal(problem, 'svg', id);
      }
      await page.close();
    });

    test('hostile text is shown as text', async () => {
      const { caption, notes, title } = find('stability/hostile');
      for (const path of ['stability/hostile.html', 'index.html']) {
        const { page, trouble } = await open(path);
        const text = (await page.locator('body').textContent())!;
        for (const words of [caption, title, ...notes]) assert.ok(text.includes(words), path);
        assert.equal(await page.locator('img[src="x"]').count(), 0);
        assert.deepEqual(trouble, []);
        await page.close();
      }
    });

    test('the index shows all figures by paper, with pictures that load and links that lead somewhere', async () => {
      const { page, trouble } = await open('index.html');
      assert.equal(await page.locator('h2').count(), 3);
      for (const { id, command } of items) {
        const section = page.locator(`section[id="${id}"]`);
        assert.ok((await section.textContent())!.includes(command));
      }
      const broken = await page.evaluate(async () => {
        const images = [...document.images];
        for (const image of images) image.loading = 'eager';
        await Promise.allSettled(images.map((image) => image.decode()));
        return images.filter((image) => image.naturalWidth === 0).map((image) => image.src);
      });
      assert.deepEqual(broken, []);
      const links = await page
        .locator('a')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
      for (const link of links)
        if (link.startsWith('#'))
          assert.equal(await page.locator(`[id="${link.slice(1)}"]`).count(), 1, link);
        else assert.ok(existsSync(join(first, link)), link);
      assert.deepEqual(trouble, []);
      await page.close();
    });

    test('no page is wider than a narrow window', async () => {
      for (const path of ['index.html', 'stability/hostile.html', 'xor/accuracy.html']) {
        const { page } = await open(path, 360);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, path);
        await page.close();
      }
    });
  });
});

test('without a browser JSON and HTML are made, with a message', async () => {
  const outDir = join(folder, 'none');
  const { ASSAY_CHROME } = process.env;
  Object.assign(process.env, { ASSAY_CHROME: join(folder, 'no-such-browser') });
  try {
    const lines: string[] = [];
    const summary = await renderFigures(items.slice(0, 2), { outDir, log: (line) => lines.push(line) });
    assert.equal(summary.browser, undefined);
    assert.match(summary.message!, /only JSON and HTML are made.*no-such-browser\): no such file/s);
    assert.equal(lines[0], summary.message);
    assert.deepEqual(readdirSync(join(outDir, 'xor')).sort(), [
      'accuracy.html',
      'accuracy.json',
      'projections.html',
      'projections.json',
    ]);
    assert.match(readFileSync(join(outDir, 'index.html'), 'utf8'), /<iframe src="xor\/accuracy.html"/);
  } finally {
    Reflect.deleteProperty(process.env, 'ASSAY_CHROME');
    if (ASSAY_CHROME !== undefined) Object.assign(process.env, { ASSAY_CHROME });
  }
});
