// Draws figures into files: `<id>.png`, `.svg`, `.json`, `.html` for each, and one index of all.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlotlySpec } from '../spec/figure.ts';
import { type Drawer, NoBrowserError, plotlyPath, startDrawer } from './browser.ts';
import { interactive, picture } from './compose.ts';
import { figurePage } from './figurePage.ts';
import { indexPage, type Shown } from './indexPage.ts';
import { FigureError, type RenderItem } from './item.ts';
import { styleSheet } from './style.ts';
import { selfContained } from './svg.ts';
import { writeIfChanged } from './write.ts';

export { FigureError, type RenderItem } from './item.ts';

export interface RenderSummary {
  /** Name and version of the browser. Without one there are no pictures, and `message` says why. */
  readonly browser?: string;
  readonly message?: string;
  /** Until the browser was ready, or was found to be missing. */
  readonly startSeconds: number;
  readonly figures: readonly DrawnFigure[];
}

export interface DrawnFigure {
  readonly id: string;
  readonly seconds: number;
  /** Endings of those of its files whose bytes changed: `png`, `svg`, `json`, `html`. */
  readonly changed: readonly string[];
}

/**
 * Draws the items and writes their files and `index.html`, which shows all of them. With `only`, items of other ids are
 * not drawn, and shown in the index if their files are there already.
 * The same items give the same bytes in any order; a file is touched only when its bytes change. Without a
 * browser JSON and HTML are still made. `log` gets a line per figure. About 0.2 s per figure after 1.5 s.
 * Errors: figures that cannot be drawn are left out and named in one `AggregateError` of `FigureError`s
 * after all others are written; the signal's reason when aborted.
 */
export async function renderFigures(
  items: readonly RenderItem[],
  {
    outDir,
    only,
    log,
    signal,
  }: {
    readonly outDir: string;
    readonly only?: ReadonlySet<string>;
    readonly log?: (line: string) => void;
    readonly signal?: AbortSignal;
  },
): Promise<RenderSummary> {
  const started = performance.now();
  let drawer: Drawer | undefined;
  let message: string | undefined;
  try {
    drawer = await startDrawer(signal);
  } catch (error) {
    if (!(error instanceof NoBrowserError)) throw error;
    message = `only JSON and HTML are made, no pictures: ${error.message}`;
    log?.(message);
  }
  await using _ = drawer;
  const startSeconds = (performance.now() - started) / 1000;

  writeIfChanged(join(outDir, 'plotly.min.js'), readFileSync(plotlyPath()));
  writeIfChanged(join(outDir, 'style.css'), styleSheet());
  const figures: DrawnFigure[] = [];
  const shown: Shown[] = [];
  const failures: FigureError[] = [];
  for (const item of items) {
    signal?.throwIfAborted();
    const begun = performance.now();
    const height = drawer && picture(item).layout.height;
    if (only && !only.has(item.id)) {
      if (existsSync(join(outDir, `${item.id}.html`))) shown.push({ item, height });
      continue;
    }
    try {
      const files = await filesOf(item, drawer);
      const changed = Object.entries(files)
        .filter(([ending, content]) => writeIfChanged(join(outDir, `${item.id}.${ending}`), content))
        .map(([ending]) => ending);
      const seconds = (performance.now() - begun) / 1000;
      figures.push({ id: item.id, seconds, changed });
      shown.push({ item, height });
      log?.(`${item.id}: ${seconds.toFixed(2)} s, ${changed.length > 0 ? changed.join(' ') : 'unchanged'}`);
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(new FigureError(item.id, error instanceof Error ? error.message : String(error)));
    }
  }
  writeIfChanged(join(outDir, 'index.html'), indexPage(shown));
  if (failures.length > 0)
    throw new AggregateError(failures, failures.map((failure) => failure.message).join('\n'));
  return {
    ...(drawer && { browser: drawer.browser }),
    ...(message !== undefined && { message }),
    startSeconds,
    figures,
  };
}

/** The contents of a figure's files by their ending. */
async function filesOf(
  item: RenderItem,
  drawer: Drawer | undefined,
): Promise<Record<string, string | Uint8Array>> {
  if (!/^[\w-]+\/[\w.-]+$/.test(item.id))
    throw new TypeError('its id must be <paper>/<name> of letters, digits, "-", "_" and "."');
  const specification = toJson(picture(item));
  const pages = {
    json: `${specification}\n`,
    html: figurePage(item, interactiveJson(item), drawer !== undefined),
  };
  if (drawer === undefined) return pages;
  const { png, svg } = await drawer.draw(specification, item.id);
  return { png, svg: selfContained(svg, item.title), ...pages };
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
