// What a person does in JupyterLab, in a real one in a real browser.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { visitors } from './browser.ts';
import { type CellSource, FIGURE, writeNotebook } from './notebook.ts';
import { type NotebookPage, seeLiveFigure, textOf, visit } from './page.ts';
import { type LabServer, startLab } from './server.ts';

const { skip, browser } = await visitors();
let lab: LabServer;
before(async () => {
  if (!skip) lab = await startLab();
});
after(() => lab?.[Symbol.asyncDispose]());

/** A test on a new notebook of these cells. */
function labTest(
  title: string,
  name: string,
  cells: readonly CellSource[],
  use: (notebook: NotebookPage) => Promise<void>,
): void {
  test(title, { skip, timeout: 300_000 }, async () => {
    writeNotebook(join(lab.root, `${name}.ipynb`), cells);
    await visit(browser(), lab, `${name}.ipynb`, use);
  });
}

labTest(
  'Run All: output of every kind in order, a live figure, the kernel idle',
  'all',
  [
    { markdown: '# Title' },
    "console.log('printed');\nconsole.error('to stderr');",
    'const total: number = [1, 2, 3].reduce((a, b) => a + b);\ntotal',
    FIGURE,
    'await new Promise((resolve) => setTimeout(resolve, 50));\ntotal * 2',
  ],
  async (notebook) => {
    await notebook.runAll();
    await notebook.cell(4).locator('.jp-OutputArea-output').waitFor();
    await notebook.idle();
    assert.equal(await textOf(notebook, 1), 'printed\n\nto stderr\n');
    assert.equal((await textOf(notebook, 2)).trim(), '6');
    await seeLiveFigure(notebook, 3);
    assert.equal((await textOf(notebook, 4)).trim(), '12');
    assert.equal(await notebook.cell(2).locator('.cm-content').getAttribute('data-language'), 'typescript');
    await notebook.screenshot('all');
  },
);

labTest(
  'Tab completes members, and names of earlier cells',
  'tab',
  ['const numbers = [1, 2, 3];', 'numbers.redu', 'numb'],
  async (notebook) => {
    await notebook.run(0);
    await notebook.idle();
    await notebook.edit(1);
    await notebook.page.keyboard.press('Tab');
    const completer = notebook.page.locator('.jp-Completer:visible');
    await completer.locator('.jp-Completer-item', { hasText: 'reduceRight' }).waitFor();
    await notebook.screenshot('tab');
    await notebook.page.keyboard.press('Enter');
    assert.match(await notebook.cell(1).locator('.cm-content').innerText(), /^numbers\.reduce/);
    await notebook.edit(2);
    await notebook.page.keyboard.press('Tab');
    await completer.locator('.jp-Completer-item', { hasText: 'numbers' }).waitFor();
    await notebook.page.keyboard.press('Enter');
    await notebook
      .cell(2)
      .locator('.cm-content', { hasText: /^numbers$/ })
      .waitFor();
  },
);

labTest(
  'Shift-Tab shows type and documentation',
  'inspect',
  ['/** Twice a number. */\nfunction twice(x: number): number {\n  return 2 * x;\n}', 'twice'],
  async (notebook) => {
    await notebook.run(0);
    await notebook.idle();
    await notebook.edit(1);
    await notebook.page.keyboard.press('Shift+Tab');
    const tooltip = notebook.page.locator('.jp-Tooltip');
    await tooltip.waitFor();
    await notebook.screenshot('inspect');
    assert.match(await tooltip.innerText(), /twice\(x: number\): number[\s\S]*Twice a number\./);
  },
);

for (const [name, busy] of [
  ['loop', "console.log('started');\nfor (;;) {}"],
  ['await', "console.log('started');\nawait new Promise(() => {});"],
] as const)
  labTest(
    `the stop button ends a cell with ${name === 'loop' ? 'a busy loop' : 'a pending await'}, and variables survive`,
    `stop-${name}`,
    ['let kept = 41;', busy, 'kept + 1'],
    async (notebook) => {
      await notebook.run(0);
      await notebook.run(1);
      await notebook.outputs(1).filter({ hasText: 'started' }).waitFor();
      await notebook.page
        .locator('.jp-NotebookPanel-toolbar [data-jp-item-name="interrupt"] jp-button')
        .click();
      await notebook.outputs(1).filter({ hasText: 'InterruptError' }).waitFor();
      await notebook.idle();
      await notebook.screenshot(`stop-${name}`);
      await notebook.run(2);
      await notebook.outputs(2).first().waitFor();
      assert.equal((await textOf(notebook, 2)).trim(), '42');
    },
  );

labTest(
  'restart forgets variables and numbers cells from 1',
  'restart',
  ['let gone = 1;\ngone', 'typeof globalThis; gone'],
  async (notebook) => {
    await notebook.run(0);
    await notebook.idle();
    await notebook.page.locator('.jp-NotebookPanel-toolbar [data-jp-item-name="restart"] jp-button').click();
    await notebook.page.locator('.jp-Dialog button', { hasText: 'Restart' }).click();
    await notebook.page.locator('.jp-Dialog').waitFor({ state: 'detached' });
    await notebook.idle();
    await notebook.run(1);
    await notebook.outputs(1).first().waitFor();
    await notebook.idle();
    assert.match(await textOf(notebook, 1), /Cannot find name 'gone'/);
    assert.match(await notebook.cell(1).locator('.jp-InputPrompt').innerText(), /\[1\]/);
  },
);

labTest(
  'input() asks in a box under the cell, prompt() too',
  'input',
  ["const name = await input('Name: ');\n'Hello ' + name"],
  async (notebook) => {
    await notebook.run(0);
    const box = notebook.cell(0).locator('.jp-Stdin-input');
    await box.waitFor();
    assert.match(await notebook.cell(0).locator('.jp-Stdin-prompt').innerText(), /Name: /);
    await notebook.screenshot('input');
    await box.fill('Ada');
    await box.press('Enter');
    await notebook.cell(0).locator('.jp-OutputArea-executeResult').waitFor();
    await notebook.idle();
    assert.match(await textOf(notebook, 0), /Hello Ada/);
  },
);

labTest(
  'a display is updated in place',
  'update',
  [
    `for (let i = 0; i <= 3; i++) {
  display({ 'text/html': \`<b>\${i} of 3</b>\` }, { raw: true, display_id: 'bar', update: i > 0 });
  await new Promise((resolve) => setTimeout(resolve, 30));
}`,
  ],
  async (notebook) => {
    await notebook.run(0);
    await notebook.cell(0).locator('b', { hasText: '3 of 3' }).waitFor();
    await notebook.idle();
    assert.equal(await notebook.outputs(0).count(), 1, 'one output');
    await notebook.screenshot('update');
  },
);

labTest(
  'an error shows cell and line of the TypeScript in its traceback; a type error marks the place',
  'error',
  [
    'interface Point { x: number }\nfunction fail(point: Point): never {\n  throw new RangeError("bad " + point.x);\n}\nfail({ x: 3 });',
    "const n: number = 'text';",
  ],
  async (notebook) => {
    await notebook.run(0);
    await notebook.outputs(0).first().waitFor();
    await notebook.run(1);
    await notebook.outputs(1).first().waitFor();
    await notebook.idle();
    const runtime = await textOf(notebook, 0);
    assert.match(runtime, /RangeError: bad 3/);
    assert.match(runtime, /In \[1\][^\n]*3/);
    assert.match(await textOf(notebook, 1), /Type 'string' is not assignable to type 'number'/);
    await notebook.screenshot('error');
  },
);

test('without the plotly renderer the figure is a picture, in its size', {
  skip,
  timeout: 300_000,
}, async () => {
  await using plain = await startLab({ plotly: false });
  writeNotebook(join(plain.root, 'picture.ipynb'), [FIGURE]);
  await visit(browser(), plain, 'picture.ipynb', async (notebook) => {
    await notebook.runAll();
    const image = notebook.cell(0).locator('.jp-RenderedImage img');
    await image.waitFor();
    await notebook.idle();
    const box = (await image.boundingBox())!;
    assert.deepEqual([box.width, box.height], [600, 360]);
    assert.equal(await notebook.cell(0).locator('.jp-RenderedPlotly').count(), 0);
    await notebook.screenshot('picture');
  });
});

test('in an untrusted notebook the outputs of somebody else are shown, and nothing of them runs', {
  skip,
  timeout: 300_000,
}, async () => {
  const bundle = {
    'text/html': '<table><tr><td>cell of a table</td></tr></table><script>globalThis.ran = true</script>',
    'text/plain': 'a table',
  };
  const figure = {
    'application/vnd.plotly.v1+json': {
      data: [{ type: 'scatter', mode: 'markers', x: [1, 2], y: [1, 2] }],
      layout: { width: 300, height: 200 },
    },
    'text/plain': 'a figure',
  };
  const outputs = [bundle, figure].map((data) => ({ output_type: 'display_data', data, metadata: {} }));
  writeNotebook(join(lab.root, 'untrusted.ipynb'), ['1 + 1', '2 + 2'], outputs);
  await visit(browser(), lab, 'untrusted.ipynb', async (notebook) => {
    await notebook.cell(0).locator('td', { hasText: 'cell of a table' }).waitFor();
    await notebook.cell(0).locator('.jp-RenderedPlotly .main-svg').first().waitFor();
    assert.equal(await notebook.page.evaluate(() => 'ran' in globalThis), false);
    await notebook.screenshot('untrusted');
    await notebook.run(1);
    await notebook.outputs(1).first().waitFor();
    assert.equal((await textOf(notebook, 1)).trim(), '4');
  });
});
