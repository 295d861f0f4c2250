// A notebook in a real JupyterLab in a real browser: opened, run, and its live figure seen.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { visitors } from './browser.ts';
import { FIGURE, writeNotebook } from './notebook.ts';
import { seeLiveFigure, textOf, visit } from './page.ts';
import { startLab } from './server.ts';

const { skip, browser } = await visitors();

test('a notebook is opened and run in JupyterLab, and its plotly figure is live', {
  skip,
  timeout: 300_000,
}, async () => {
  await using lab = await startLab();
  writeNotebook(join(lab.root, 'smoke.ipynb'), ['const x: number[] = [1, 2, 3];\nx.length', FIGURE]);
  await visit(browser(), lab, 'smoke.ipynb', async (notebook) => {
    await notebook.runAll();
    await seeLiveFigure(notebook, 1);
    await notebook.idle();
    await notebook.screenshot('smoke');
    assert.equal((await textOf(notebook, 0)).trim(), '3');
  });
});
