// A plotly figure goes out with its picture: where the renderer is not installed the picture is seen.
import type { Drawer } from '../../plot/browser.ts';
import type { Display } from '../contract.ts';
import type { Log } from './log.ts';

export interface Pictures extends AsyncDisposable {
  /** The display with `image/png` added, 0.2 s after 1 s for the first one; as it was where that cannot be. */
  readonly add: (display: Display) => Display | Promise<Display>;
  /** What is being drawn goes out without picture. */
  readonly cancel: () => void;
}

const PLOTLY = 'application/vnd.plotly.v1+json';
/** Of a figure whose layout says nothing, in CSS pixels: plotly's own. */
const SIZE = { width: 700, height: 450 };
/** Milliseconds after which a figure goes out without picture: outputs behind it wait that long. */
const LIMIT = 20_000;

/** One pixel a unit: plotly's renderer in JupyterLab shows the picture in its own size until the mouse enters it. */
const SCALE = 1;

/** Loading what starts a browser takes .2 s, which is no part of a kernel's start. */
const startDrawer = async (): Promise<Drawer> =>
  (await import('../../plot/browser.ts')).startDrawer(undefined, SCALE);

/** The browser starts at the first figure; `start` stands for `startDrawer` in tests. */
export function createPictures(log: Log, start: () => Promise<Drawer> = startDrawer): Pictures {
  let drawer: Promise<Drawer> | undefined;
  let browser = true;
  let cancelled = Promise.withResolvers<undefined>();

  const stop = async (): Promise<void> => {
    const stopped = drawer;
    drawer = undefined;
    await (await stopped?.catch(() => undefined))?.[Symbol.asyncDispose]();
  };
  const draw = async (figure: string): Promise<string | undefined> => {
    drawer ??= start().catch((error: Error) => {
      browser = false;
      throw error;
    });
    const { png } = await (await drawer).draw(figure, figure);
    return Buffer.from(png).toString('base64');
  };
  const drawInTime = async (figure: string): Promise<string | undefined> => {
    const limit = Promise.withResolvers<never>();
    const timer = setTimeout(() => limit.reject(new Error(`not drawn within ${LIMIT / 1000} s`)), LIMIT);
    try {
      return await Promise.race([draw(figure), limit.promise, cancelled.promise]);
    } catch (error) {
      log(`a figure goes out without picture: ${error instanceof Error ? error.message : error}`);
      if ((error as Error).name !== 'SpecificationError') await stop();
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  };
  let turn: Promise<unknown> = Promise.resolve();
  return {
    add: (display) => {
      const figure = display.data[PLOTLY];
      if (!browser || typeof figure !== 'object' || figure === null || 'image/png' in display.data)
        return display;
      const { data = [], layout } = figure as { data?: unknown; layout?: Partial<typeof SIZE> };
      const { width, height } = { ...SIZE, ...layout };
      const text = JSON.stringify({ data, layout: { ...layout, width, height } });
      const drawn = turn.then(() => drawInTime(text));
      turn = drawn;
      return drawn.then((png) =>
        png === undefined
          ? display
          : {
              data: { ...display.data, 'image/png': png },
              metadata: { ...display.metadata, 'image/png': { width, height } },
            },
      );
    },
    cancel: () => {
      cancelled.resolve(undefined);
      cancelled = Promise.withResolvers();
    },
    [Symbol.asyncDispose]: stop,
  };
}
