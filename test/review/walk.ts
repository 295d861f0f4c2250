// The fixture's site in a folder, and browsers that walk it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startBrowser } from '../../src/plot/browser.ts';
import { writeSite } from '../../src/review/index.ts';
import { site } from './fixture.ts';
import { watch } from './inspect.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-review-'));
after(() => rmSync(folder, { recursive: true }));

/** Folder of the site. */
export const root = join(folder, 'review');
await writeSite(site, root);

/** Starts a browser; `skip` says why there is none, or is `false`. */
export async function reviewers() {
  const started = await startBrowser().catch((error: Error) => error);
  if (started instanceof Error)
    return {
      skip: started.message.replaceAll('\n', ' '),
      newReviewer: async () => assert.fail('no browser'),
    };
  const [browser] = started;
  after(() => browser.close());
  /** A browser profile in which nothing was entered yet. */
  const newReviewer = async (options: BrowserContextOptions = {}) => {
    const viewport = { width: 1200, height: 900 };
    const context = await browser.newContext({ viewport, acceptDownloads: true, ...options });
    const trouble = watch(context);
    return {
      open: async (path: string): Promise<Page> => {
        const page = await context.newPage();
        await page.goto(pathToFileURL(join(root, path)).href);
        return page;
      },
      /** Fails where there was a console error, an exception, or a request that left the folder. */
      quiet: () => assert.deepEqual(trouble, []),
      leave: () => context.close(),
    };
  };
  return { skip: false as const, newReviewer };
}
