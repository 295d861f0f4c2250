// The browser that draws figures, started when the first one needs it.
import { type Drawer, NoBrowserError, startDrawer } from './browser.ts';

export interface LazyBrowser extends AsyncDisposable {
  /** Undefined where none works. Errors: the signal's reason when aborted. */
  readonly drawer: () => Promise<Drawer | undefined>;
  readonly summary: () => { browser?: string; message?: string; startSeconds: number };
}

/** `log` hears it where none works; `width` drawings are made at a time. */
export function lazyBrowser(
  width: number,
  log: ((line: string) => void) | undefined,
  signal: AbortSignal | undefined,
): LazyBrowser {
  let starting: Promise<Drawer | undefined> | undefined;
  let browser: string | undefined;
  let message: string | undefined;
  let startSeconds = 0;

  async function start(): Promise<Drawer | undefined> {
    const started = performance.now();
    try {
      const drawer = await startDrawer(signal, undefined, width);
      browser = drawer.browser;
      return drawer;
    } catch (error) {
      if (!(error instanceof NoBrowserError)) throw error;
      message = `only JSON and HTML are made, no pictures: ${error.message}`;
      log?.(message);
      return undefined;
    } finally {
      startSeconds = (performance.now() - started) / 1000;
    }
  }
  return {
    drawer: () => {
      starting ??= start();
      return starting;
    },
    summary: () => ({ ...(browser && { browser }), ...(message && { message }), startSeconds }),
    [Symbol.asyncDispose]: async () => {
      await (await starting?.catch(() => undefined))?.[Symbol.asyncDispose]();
    },
  };
}
