// JupyterLab as a person sees it: a notebook in a browser, by menus, buttons and keys.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { type Complaints, watchConsole } from './complaints.ts';
import type { LabServer } from './server.ts';

const LIMIT = 20_000; // ms; a hang, not a speed
const NOTEBOOK_LIMIT = 300_000; // ms
const SHOTS = 'build/lab';

/** In the page: no prompt is `[*]`. */
const isNoneQueued = (): boolean =>
  ![...document.querySelectorAll('.jp-InputArea-prompt')].some((prompt) => prompt.textContent === '[*]:');

export interface NotebookPage {
  readonly page: Page;
  readonly complaints: Complaints;
  /** Run > Run All Cells. */
  readonly runAll: () => Promise<void>;
  /** Selects a cell and runs it by Shift-Enter. */
  readonly run: (index: number) => Promise<void>;
  readonly cell: (index: number) => Locator;
  /** Puts the cursor at the end of a cell. */
  readonly edit: (index: number) => Promise<void>;
  readonly outputs: (index: number) => Locator;
  /** Kernel idle, and nothing queued. */
  readonly idle: () => Promise<void>;
  /** That, after as long as a notebook takes. */
  readonly finished: () => Promise<void>;
  readonly screenshot: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

async function openNotebook(browser: Browser, lab: LabServer, path: string): Promise<NotebookPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  context.setDefaultTimeout(LIMIT);
  const complaints = watchConsole(context);
  const page = await context.newPage();
  // A workspace of its own: JupyterLab opens again what was open in one.
  await page.goto(`${lab.url}lab/workspaces/${basename(path, '.ipynb')}/tree/${path}?reset`);
  const panel = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');
  await panel.waitFor();
  const cell = (index: number) => panel.locator('.jp-Cell').nth(index);
  const idle = async (timeout = LIMIT) => {
    await page.locator('#jp-main-statusbar').getByText('TypeScript (Assay) | Idle').waitFor({ timeout });
    await page.waitForFunction(isNoneQueued, undefined, { timeout });
  };
  await idle();
  const edit = async (index: number) => {
    await cell(index).locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+End');
  };
  return {
    page,
    complaints,
    cell,
    edit,
    idle: () => idle(),
    finished: () => idle(NOTEBOOK_LIMIT),
    outputs: (index) => cell(index).locator('.jp-OutputArea-output'),
    runAll: async () => {
      await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
    },
    run: async (index) => {
      await edit(index);
      await page.keyboard.press('Shift+Enter');
    },
    screenshot: async (name) => {
      mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: `${SHOTS}/${name}.png` });
    },
    close: () => context.close(),
  };
}

/**
 * Opens a notebook, lets a test use it, and requires a console without complaints; where the test fails, the screen is
 * kept in `build/lab/failed-<name>.png`.
 */
export async function visit(
  browser: Browser,
  lab: LabServer,
  path: string,
  use: (notebook: NotebookPage) => Promise<void>,
): Promise<void> {
  const notebook = await openNotebook(browser, lab, path);
  try {
    await use(notebook);
    assert.deepEqual(notebook.complaints.all(), [], 'complaints in the browser console');
  } catch (error) {
    await notebook.screenshot(`failed-${basename(path, '.ipynb')}`);
    throw error;
  } finally {
    await notebook.close();
  }
}

/** Text of all outputs of a cell. */
export const textOf = async (notebook: NotebookPage, index: number): Promise<string> =>
  (await notebook.outputs(index).allInnerTexts()).join('\n');

/**
 * Plotly's renderer shows the picture of the bundle, in the figure's size, until the mouse enters it: it must be live then,
 * and say the values at a point.
 */
export async function seeLiveFigure({ page, cell }: NotebookPage, index: number): Promise<void> {
  const output = cell(index).locator('.jp-RenderedPlotly');
  const picture = output.locator('img.plot-img');
  await picture.waitFor();
  await picture.scrollIntoViewIfNeeded();
  const shown = (await picture.boundingBox())!;
  await page.mouse.move(shown.x + 5, shown.y + 5);
  const graph = output.locator('.main-svg').first();
  await graph.waitFor();
  const drawn = (await graph.boundingBox())!;
  assert.deepEqual(
    [shown.width, shown.height],
    [drawn.width, drawn.height],
    'picture and graph have one size',
  );
  const point = (await output.locator('.scatterlayer .point').nth(1).boundingBox())!;
  await page.mouse.move(point.x + point.width / 2, point.y + point.height / 2, { steps: 3 });
  await output.locator('.hoverlayer .hovertext').first().waitFor();
}
