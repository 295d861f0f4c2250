// Where a notebook's outputs go: this project's kernel, tslab, or the terminal of a plain Node. The one place that knows.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { MimeBundle } from './picture.ts';

export interface Outlet {
  /** A new output; of several MIME types the front end takes the richest. */
  readonly display: (data: MimeBundle) => void;
  /** A place for one output: each call replaces it. */
  readonly place: () => (data: MimeBundle) => void;
}

/** The part used of what Assay's kernel puts on the global object. */
type Display = (
  bundle: MimeBundle,
  options: { readonly raw: true; readonly display_id?: string; readonly update?: boolean },
) => void;

let found: Outlet | undefined;

export function outlet(): Outlet {
  found ??= assay() ?? tslab() ?? terminal;
  return found;
}

/** This project's kernel. */
function assay(): Outlet | undefined {
  const { display } = globalThis as { display?: Display };
  if (typeof display !== 'function') return undefined;
  let places = 0;
  return {
    display: (data) => display(data, { raw: true }),
    place: () => {
      const display_id = `assay-notebook-${process.pid}-${++places}`;
      let update = false;
      return (data) => {
        display(data, { raw: true, display_id, update });
        update = true;
      };
    },
  };
}

/** Of tslab's public interface. */
interface TslabDisplay {
  /** Data that is no bytes goes out as it is. */
  readonly raw: (mime: string, data: unknown) => void;
}

/** tslab, by the modules that its kernel has loaded; it shows one MIME type at a time. */
function tslab(): Outlet | undefined {
  const require = createRequire(import.meta.url);
  const loaded = Object.keys(require.cache).find((path) =>
    path.endsWith(join('tslab', 'dist', 'jupyter.js')),
  );
  if (loaded === undefined) return undefined;
  const { display, newDisplay } = require(dirname(dirname(loaded))) as {
    display: TslabDisplay;
    newDisplay: () => TslabDisplay;
  };
  const send = (to: TslabDisplay, data: MimeBundle): void => {
    const mime = PLAINER.find((type) => type in data);
    if (mime === undefined) return;
    to.raw(mime, mime === 'image/png' ? Buffer.from(data[mime] as string, 'base64') : data[mime]);
  };
  return {
    display: (data) => send(display, data),
    place: () => {
      const place = newDisplay();
      return (data) => send(place, data);
    },
  };
}

/** What tslab shows, the richest first. */
const PLAINER = ['image/png', 'application/vnd.plotly.v1+json', 'text/html', 'text/markdown', 'text/plain'];

/** No notebook: text alone, and no bars. */
const terminal: Outlet = {
  display: (data) => console.log(data['text/plain'] ?? data['text/markdown']),
  place: () => () => {},
};
