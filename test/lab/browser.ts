// The browser of the tests in JupyterLab.
import { after } from 'node:test';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../../src/plot/browser.ts';
import { missingLab } from './server.ts';

/** Starts a browser, which ends after the tests; `skip` says why there is none, or no JupyterLab, or is `false`. */
export async function visitors(): Promise<{
  readonly skip: string | false;
  readonly browser: () => Browser;
}> {
  const none = (): Browser => {
    throw new Error('no browser');
  };
  const missing = missingLab();
  if (missing) return { skip: missing, browser: none };
  const started = await startBrowser().catch((error: Error) => error);
  if (started instanceof Error) return { skip: started.message.replaceAll('\n', ' '), browser: none };
  const [browser] = started;
  after(() => browser.close());
  return { skip: false, browser: () => browser };
}
