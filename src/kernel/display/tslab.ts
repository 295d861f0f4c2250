// What `import * as tslab from 'tslab'` gives in this kernel: tslab's public interface, on our events.
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { type Emit, emitDisplay } from './emit.ts';
import { jsonOf } from './json.ts';

/** As tslab declares them. */
export interface TslabDisplay {
  readonly javascript: (code: string) => void;
  readonly html: (text: string) => void;
  readonly markdown: (text: string) => void;
  readonly latex: (text: string) => void;
  readonly svg: (text: string) => void;
  readonly png: (bytes: Uint8Array) => void;
  readonly jpeg: (bytes: Uint8Array) => void;
  readonly gif: (bytes: Uint8Array) => void;
  readonly pdf: (bytes: Uint8Array) => void;
  readonly text: (text: string) => void;
  readonly raw: (contentType: string, data: unknown) => void;
}

export interface Tslab {
  readonly display: TslabDisplay;
  /** A display whose later calls replace what its first one showed. */
  readonly newDisplay: () => TslabDisplay;
  readonly versions: { readonly tslab: string; readonly typescript: string; readonly node: string };
}

/** The module. As in tslab, a bundle holds the one type that was asked for. */
export function tslabDisplay(emit: Emit): Tslab {
  return {
    display: displayWith((data) => emitDisplay(emit, { data, metadata: {} })),
    newDisplay: () => {
      const id = randomBytes(8).toString('hex');
      let update = false;
      return displayWith((data) => {
        emitDisplay(emit, { data, metadata: {} }, id, update);
        update = true;
      });
    },
    get versions() {
      const require = createRequire(import.meta.url);
      const versionOf = (name: string) => (require(`${name}/package.json`) as { version: string }).version;
      return { tslab: versionOf('tslab'), typescript: versionOf('typescript'), node: process.version };
    },
  };
}

function displayWith(show: (data: Readonly<Record<string, unknown>>) => void): TslabDisplay {
  const raw = (contentType: string, data: unknown): void => show({ [contentType]: contentOf(data) });
  const as = (contentType: string) => (data: unknown) => raw(contentType, data);
  return {
    javascript: as('text/javascript'),
    html: as('text/html'),
    markdown: as('text/markdown'),
    latex: as('text/latex'),
    svg: as('image/svg+xml'),
    png: as('image/png'),
    jpeg: as('image/jpeg'),
    gif: as('image/gif'),
    pdf: as('application/pdf'),
    text: as('text/plain'),
    raw,
  };
}

const contentOf = (data: unknown): unknown =>
  data instanceof Uint8Array
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64')
    : jsonOf(data);
