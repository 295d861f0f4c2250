// The one place that knows of a browser: a headless page with plotly.js and the bundled fonts, kept for all figures.
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type * as PlotlyModule from 'plotly.js-dist-min';
import type { PlotlySpec } from '../spec/figure.ts';
import { buildOf, candidates } from './chromium.ts';
import { faces, unicodeRange } from './fonts.ts';

export interface Drawing {
  /** The figure's size times the drawer's scale. */
  readonly png: Uint8Array;
  /** As plotly writes it: fonts are named but not inside. */
  readonly svg: string;
}

export interface Drawer extends AsyncDisposable {
  /** Name and version. */
  readonly browser: string;
  /** As `buildOf` gives it. */
  readonly build?: string | undefined;
  /**
   * Draws a specification given as JSON; its layout has width and height. The same text and key give the same
   * bytes, whatever was drawn before. Errors: `SpecificationError`.
   */
  readonly draw: (specification: string, key: string) => Promise<Drawing>;
}

/** No browser could be started; the message says which were tried and what to do. */
export class NoBrowserError extends Error {
  override readonly name = 'NoBrowserError';
}

/** Plotly does not know something in the specification, or fails on it. */
export class SpecificationError extends Error {
  override readonly name = 'SpecificationError';
}

const FLAGS = [
  '--disable-gpu',
  '--disable-lcd-text',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--no-zygote',
];
const START_TIMEOUT = 30_000; // milliseconds; 0.1 s is usual, a cold disk takes some

/** Path of plotly.js, for the page here and beside the interactive ones. */
export const plotlyPath = (): string =>
  fileURLToPath(import.meta.resolve('plotly.js-dist-min/plotly.min.js'));

/**
 * Pages for drawing in the first browser that works: 1 s. `scale`: pixels of a unit of the figure; `width`: drawings made
 * at a time. Errors as `startBrowser`.
 */
export async function startDrawer(signal?: AbortSignal, scale = 2, width = 1): Promise<Drawer> {
  const [browser, name, build] = await startBrowser(signal);
  const close = () => void browser.close();
  signal?.addEventListener('abort', close, { once: true });
  try {
    signal?.throwIfAborted();
    const free = await Promise.all(Array.from({ length: width }, () => openPage(browser, scale)));
    const waiting: ((page: Page) => void)[] = [];
    return {
      browser: `${name}, version ${browser.version()}`,
      build,
      draw: async (specification, key) => {
        const page = free.pop() ?? (await new Promise<Page>((resolve) => waiting.push(resolve)));
        try {
          return await draw(page, specification, key);
        } finally {
          const next = waiting.shift();
          if (next) next(page);
          else free.push(page);
        }
      },
      [Symbol.asyncDispose]: async () => {
        signal?.removeEventListener('abort', close);
        await browser.close();
      },
    };
  } catch (error) {
    await browser.close();
    signal?.throwIfAborted();
    throw error;
  }
}

/** Starts the first browser that works. Errors: `NoBrowserError`; the signal's reason when aborted. */
export async function startBrowser(
  signal?: AbortSignal,
): Promise<[browser: Browser, name: string, build: string | undefined]> {
  const { chromium } = await import('playwright-core'); // 0.2 s, and most calls need no browser
  const tried: string[] = [];
  for (const candidate of candidates()) {
    const { name, locate } = candidate;
    try {
      const location = await locate(signal);
      // Signals are the caller's: Ctrl-C aborts, and a closed pipe ends the browser when this process dies.
      const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
      const browser = await chromium.launch({ ...location, ...signals, args: FLAGS, timeout: START_TIMEOUT });
      return [browser, name, buildOf(candidate, location)];
    } catch (error) {
      signal?.throwIfAborted();
      tried.push(`  ${name}: ${reason(error)}`);
    }
  }
  throw new NoBrowserError(
    `no browser could be started:\n${tried.join('\n')}\nInstall Chrome or Chromium, or name one in ASSAY_CHROME.`,
  );
}

/** The line of a start-up failure that says why; playwright's message holds the browser's whole log. */
function reason(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n');
  const line =
    lines.find((text) => text.includes('error while loading shared libraries')) ??
    lines.find((text) => text.includes('[err]')) ??
    lines[0]!;
  return line.replace(/^.*\[err\]/, '').trim();
}

const ROOT = 'http://drawing.invalid/';
const HTML = `<!doctype html><style>body{margin:0}svg{display:block}</style><body><script src="plotly.min.js"></script>`;

/** A page at an address that is nowhere: it gets its own text and plotly.js, and every other request fails. */
async function openPage(browser: Browser, scale: number): Promise<Page> {
  const context = await browser.newContext({ deviceScaleFactor: scale, offline: true });
  const page = await context.newPage();
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url === ROOT) return route.fulfill({ contentType: 'text/html', body: HTML });
    return url === `${ROOT}plotly.min.js` ? route.fulfill({ path: plotlyPath() }) : route.abort();
  });
  await page.goto(ROOT);
  await page.evaluate(
    prepare,
    faces().map((face) => ({
      family: face.family,
      source: `url(${face.source})`,
      descriptors: { weight: String(face.weight), style: face.style, unicodeRange: unicodeRange(face) },
    })),
  );
  return page;
}

async function draw(page: Page, specification: string, key: string): Promise<Drawing> {
  const { width, height } = (JSON.parse(specification) as PlotlySpec).layout;
  if (width === undefined || height === undefined)
    throw new SpecificationError('layout has no width and height');
  await page.setViewportSize({ width: Math.ceil(width), height: Math.ceil(height) });
  const { problems, svg } = await page.evaluate(drawInPage, { specification, key }).catch((error: Error) => {
    throw new SpecificationError(error.message.split('\n')[0]);
  });
  if (problems.length > 0) throw new SpecificationError(problems.join('; '));
  const png = await page.screenshot({ clip: { x: 0, y: 0, width, height } });
  return { png, svg };
}

// The two functions below run in the page.

declare const Plotly: typeof PlotlyModule;

async function prepare(fonts: { family: string; source: string; descriptors: FontFaceDescriptors }[]) {
  for (const { family, source, descriptors } of fonts)
    document.fonts.add(await new FontFace(family, source, descriptors).load());
  // `validate` asks for plotly's schema at each call, and it is built anew each time: 70 ms.
  const { PlotSchema } = Plotly as unknown as { PlotSchema: { get: () => unknown } };
  const schema = PlotSchema.get();
  PlotSchema.get = () => schema;
}

async function drawInPage({ specification, key }: { specification: string; key: string }) {
  const { data, layout } = JSON.parse(specification) as {
    data: PlotlyModule.Data[];
    layout: PlotlyModule.Layout;
  };
  // Plotly names clip paths by Math.random: the same names each time, others for each figure (FNV-1a, Lehmer).
  let state = 2_166_136_261;
  for (const letter of key) state = Math.imul(state ^ letter.codePointAt(0)!, 16_777_619) >>> 0;
  state = (state % 2_147_483_646) + 1;
  Math.random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  // `validate` of plotly 4.1 fails on a legend; unused and invisible parts are no errors.
  const { legend: _, ...checked } = layout;
  const problems = (Plotly.validate(data, checked) ?? [])
    .filter(({ code }) => ['schema', 'value', 'object', 'array'].includes(code))
    .map(({ msg }) => msg);
  if (problems.length > 0) return { problems, svg: '' };
  const url: string = await Plotly.toImage(
    { data, layout, config: { staticPlot: true } },
    { format: 'svg', width: layout.width!, height: layout.height! },
  );
  const svg = decodeURIComponent(url.slice(url.indexOf(',') + 1));
  document.body.innerHTML = svg;
  return { problems, svg };
}
