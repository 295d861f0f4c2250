// Draws figures into files: `<id>.png`, `.svg`, `.json`, `.html` for each, and one index of all.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlotlySpec } from '../spec/figure.ts';
import { ahead, settled } from './ahead.ts';
import { plotlyPath } from './browser.ts';
import { interactive, picture } from './compose.ts';
import { figurePage } from './figurePage.ts';
import { indexPage, type Shown } from './indexPage.ts';
import { FigureError, type RenderItem } from './item.ts';
import { type KnownPictures, knownPictures } from './knownPictures.ts';
import { type LazyBrowser, lazyBrowser } from './lazyBrowser.ts';
import { styleSheet } from './style.ts';
import { selfContained } from './svg.ts';
import { writeIfChanged } from './write.ts';

export { FigureError, type RenderItem } from './item.ts';

export interface RenderSummary {
  /** Name and version of the browser, where one had to be started. */
  readonly browser?: string;
  /** Why there is none: pictures that were not there already are missing then. */
  readonly message?: string;
  /** Until the browser was ready, or was found to be missing; 0 where none was needed. */
  readonly startSeconds: number;
  readonly figures: readonly DrawnFigure[];
}

export interface DrawnFigure {
  readonly id: string;
  readonly seconds: number;
  /** Endings of those of its files whose bytes changed: `png`, `svg`, `json`, `html`. */
  readonly changed: readonly string[];
}

export interface RenderOptions {
  readonly outDir: string;
  readonly only?: ReadonlySet<string>;
  /** Folder that keeps what was drawn, so that it is not drawn again; without it everything is. */
  readonly cache?: string;
  readonly log?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Draws the items and writes their files and `index.html`, which shows all of them. With `only`, items of other ids are
 * not drawn, and shown in the index if their files are there already.
 * The same items give the same bytes in any order; a file is touched only when its bytes change. Without a
 * browser JSON and HTML are still made. `log` gets a line per figure. About 0.1 s per figure on 2 cores after 1.5 s.
 * Errors: figures that cannot be drawn are left out and named in one `AggregateError` of `FigureError`s
 * after all others are written; the signal's reason when aborted.
 */
export async function renderFigures(
  items: readonly RenderItem[],
  { outDir, only, cache, log, signal }: RenderOptions,
): Promise<RenderSummary> {
  signal?.throwIfAborted();
  writeIfChanged(join(outDir, 'plotly.min.js'), readFileSync(plotlyPath()));
  writeIfChanged(join(outDir, 'style.css'), styleSheet());
  const known = cache === undefined ? undefined : await knownPictures(cache, signal);
  await using browser = lazyBrowser(WIDTH, log, signal);
  const figures: DrawnFigure[] = [];
  const shown: Shown[] = [];
  const failures: FigureError[] = [];
  const work = async (item: RenderItem): Promise<DrawnFigure & Shown> => {
    const begun = performance.now();
    const base = join(outDir, item.id);
    const specification = toJson(picture(item));
    const pictures = await picturesOf(item, specification, base, browser, known);
    const files = {
      ...(pictures !== 'unchanged' && pictures),
      json: `${specification}\n`,
      html: figurePage(item, interactiveJson(item), pictures !== undefined),
    };
    const changed = Object.entries(files)
      .filter(([ending, content]) => writeIfChanged(`${base}.${ending}`, content))
      .map(([ending]) => ending);
    const seconds = (performance.now() - begun) / 1000;
    return { id: item.id, seconds, changed, item, height: pictures && picture(item).layout.height };
  };
  const excluded = (item: RenderItem): boolean => only !== undefined && !only.has(item.id);
  const results = ahead(items, WIDTH, async (item) => (excluded(item) ? undefined : settled(work(item))));
  for await (const [item, result] of results) {
    signal?.throwIfAborted();
    if (result === undefined) {
      const drawn = existsSync(join(outDir, `${item.id}.png`));
      const height = drawn ? picture(item).layout.height : undefined;
      if (existsSync(join(outDir, `${item.id}.html`))) shown.push({ item, height });
    } else if (result instanceof Error) failures.push(new FigureError(item.id, result.message));
    else {
      const { id, seconds, changed } = result;
      figures.push({ id, seconds, changed });
      shown.push(result);
      log?.(`${id}: ${seconds.toFixed(2)} s, ${changed.length > 0 ? changed.join(' ') : 'unchanged'}`);
    }
  }
  writeIfChanged(join(outDir, 'index.html'), indexPage(shown));
  if (failures.length > 0)
    throw new AggregateError(failures, failures.map((failure) => failure.message).join('\n'));
  return { ...browser.summary(), figures };
}

/** Drawings under way at a time: plotly in one page, while the picture of another is written. */
const WIDTH = 2;

type Pictures = Readonly<Record<'png' | 'svg', string | Uint8Array>>;

/** The pictures of a figure; undefined where there is no browser. */
async function picturesOf(
  item: RenderItem,
  specification: string,
  base: string,
  browser: LazyBrowser,
  known: KnownPictures | undefined,
): Promise<Pictures | 'unchanged' | undefined> {
  if (!/^[\w-]+\/[\w.-]+$/.test(item.id))
    throw new TypeError('its id must be <paper>/<name> of letters, digits, "-", "_" and "."');
  if (known?.has(item, specification, base)) return 'unchanged';
  const drawer = await browser.drawer();
  if (!drawer) return undefined;
  const { png, svg } = await drawer.draw(specification, item.id);
  const drawn = { png, svg: selfContained(svg, item.title) };
  if (drawer.build !== undefined) known?.add(item, specification, drawn, drawer.build);
  return drawn;
}

/** The interactive form of a figure, as wide as its place, as JSON for plotly. */
export const interactiveJson = (item: RenderItem): string => toJson(interactive(item));

/** Size in CSS pixels of the pictures that are drawn of a figure. */
export function pictureSize(item: RenderItem): { readonly width: number; readonly height: number } {
  const { width, height } = picture(item).layout;
  return { width: width!, height: height! };
}

/** Typed arrays as lists; numbers that are not finite as `null`, which plotly takes for a gap. */
const toJson = (spec: PlotlySpec): string =>
  JSON.stringify(spec, (_key, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value,
  );
