// Pictures that were drawn before, by all that determines their bytes: those that are still there need no browser.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { type Drawing, plotlyPath } from './browser.ts';
import { buildOf, candidates } from './chromium.ts';
import type { RenderItem } from './item.ts';
import { writeIfChanged } from './write.ts';

export interface KnownPictures {
  /** Whether `<base>.png` and `<base>.svg` have the bytes that drawing the item would give. */
  readonly has: (item: RenderItem, specification: string, base: string) => boolean;
  /** Keeps what a browser of this build drew. */
  readonly add: (item: RenderItem, specification: string, drawing: Drawing, build: string) => void;
}

/** Hashes of a picture's bytes, and the browser that drew it. */
type Kept = { readonly build: string; readonly png: string; readonly svg: string };

/** What `folder` keeps, in a file for each picture. */
export async function knownPictures(folder: string, signal?: AbortSignal): Promise<KnownPictures> {
  const builds = await buildsHere(signal);
  const code = drawingCode();
  const place = ({ id, title }: RenderItem, specification: string): string =>
    join(folder, `${hash(JSON.stringify([code, id, title, specification]))}.json`);
  return {
    has: (item, specification, base) => {
      const kept = read(place(item, specification));
      if (!kept || !builds.has(kept.build)) return false;
      return (['png', 'svg'] as const).every((ending) => hashOfFile(`${base}.${ending}`) === kept[ending]);
    },
    add: (item, specification, { png, svg }, build) => {
      const kept: Kept = { build, png: hash(png), svg: hash(svg) };
      writeIfChanged(place(item, specification), JSON.stringify(kept));
    },
  };
}

const hash = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

function hashOfFile(path: string): string | undefined {
  try {
    return hash(readFileSync(path));
  } catch {
    return undefined;
  }
}

/** Undefined where there is none, or not a whole one. */
function read(path: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Kept;
  } catch {
    return undefined;
  }
}

/** Builds of the browsers that may draw here. */
async function buildsHere(signal?: AbortSignal): Promise<ReadonlySet<string>> {
  const builds = new Set<string>();
  for (const candidate of candidates()) {
    const build = await candidate
      .locate(signal)
      .then((location) => buildOf(candidate, location))
      .catch(() => undefined);
    signal?.throwIfAborted();
    if (build !== undefined) builds.add(build);
  }
  return builds;
}

const PACKAGES = ['playwright-core', '@fontsource/source-sans-3', '@fontsource/noto-sans-math'];

/** Hash of what makes a picture from its specification: this room, plotly.js, and the packages with the fonts. */
function drawingCode(): string {
  const files = globSync('*.[jt]s', { cwd: import.meta.dirname }).sort();
  const manifests = PACKAGES.map((name) => findPackageJSON(name, import.meta.url)!);
  const paths = [...files.map((file) => join(import.meta.dirname, file)), ...manifests, plotlyPath()];
  return hash(paths.map((path) => hash(readFileSync(path))).join('\n'));
}
