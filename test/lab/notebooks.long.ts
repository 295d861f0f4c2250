// The notebooks of this project in JupyterLab, from a fresh kernel.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { visitors } from './browser.ts';
import { visit } from './page.ts';
import { startLab } from './server.ts';

const { skip, browser } = await visitors();
const notebooks = globSync('notebooks/*.ipynb').sort();

for (const path of notebooks)
  test(`${path} runs without an error, and its figures are there`, { skip, timeout: 600_000 }, async () => {
    await using lab = await startLab({ root: process.cwd() });
    await visit(browser(), lab, path, async (notebook) => {
      await notebook.runAll();
      await notebook.finished();
      assert.equal(
        await notebook.page.locator('[data-mime-type="application/vnd.jupyter.error"]').count(),
        0,
      );
      assert.equal(
        await notebook.page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count(),
        0,
      );
      await notebook.page.locator('.jp-RenderedPlotly').first().waitFor();
      await notebook.screenshot(path.replaceAll(/\W+/g, '-'));
    });
  });

test('there are notebooks', { skip: notebooks.length > 0 ? false : 'notebooks/ has none yet' }, () => {
  assert.ok(notebooks.length >= 3, notebooks.join(', '));
});
