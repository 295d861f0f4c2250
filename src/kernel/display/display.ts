// The global `display`: values and MIME bundles, by Deno's options and IPython's handles.
import { randomBytes } from 'node:crypto';
import type { Display as Shown } from '../contract.ts';
import { displayOfBundle, isMimeBundle } from './bundle.ts';
import { displayOf } from './displayOf.ts';
import { type Emit, emitDisplay } from './emit.ts';
import type { Display, DisplayHandle, DisplayOptions, Place, TextDisplay } from './globals.ts';
import { imageBundle } from './image.ts';
import { createProgress } from './progress.ts';
import { textOf } from './text.ts';

export function createDisplay(emit: Emit): Display {
  const send = (
    shown: Shown | Promise<Shown>,
    id: string | undefined,
    update: boolean,
  ): void | Promise<void> => {
    if (!(shown instanceof Promise)) return emitDisplay(emit, shown, id, update);
    return shown.then((settled) => emitDisplay(emit, settled, id, update));
  };
  const display = (value: unknown, options: DisplayOptions = {}): DisplayHandle | void | Promise<void> => {
    const { display_id, update = false } = options;
    if (update && typeof display_id !== 'string')
      throw new TypeError('display(…, { update: true }) needs the display_id of what it replaces');
    const id = display_id === true ? randomBytes(8).toString('hex') : display_id;
    const sent = send(shownOf(value, options), id, update);
    return id === undefined ? sent : handle(id);
  };
  const handle = (display_id: string): DisplayHandle => ({
    display_id,
    update: (value, options = {}) => void display(value, { ...options, display_id, update: true }),
  });
  const bundle = (data: object, { display_id, update = false }: Place = {}, metadata = {}): void =>
    void display(data, { raw: true, metadata, update, ...(display_id !== undefined && { display_id }) });
  const text = (mime: string): TextDisplay =>
    ((first: string | TemplateStringsArray, ...rest: readonly unknown[]) =>
      typeof first === 'object'
        ? bundle({ [mime]: String.raw({ raw: first }, ...rest) })
        : bundle({ [mime]: String(first) }, rest[0] as Place)) as TextDisplay;
  return Object.assign(display as Display, {
    html: text('text/html'),
    markdown: text('text/markdown'),
    latex: text('text/latex'),
    svg: text('image/svg+xml'),
    json: (value: unknown, place?: Place) =>
      bundle({ 'application/json': value, 'text/plain': textOf(value) }, place),
    image: (
      image: Uint8Array | string | URL,
      { width, height, ...place }: Place & { readonly width?: number; readonly height?: number } = {},
    ) => {
      const data = imageBundle(image);
      const size = { ...(width !== undefined && { width }), ...(height !== undefined && { height }) };
      bundle(data, place, Object.keys(size).length > 0 ? { [Object.keys(data)[0]!]: size } : {});
    },
    clear: (wait = false) => emit({ type: 'clear', wait }),
    progress: createProgress(() => {
      let shown: DisplayHandle | undefined;
      return (data) => {
        if (shown) shown.update(data, { raw: true });
        else shown = display(data, { raw: true, display_id: true }) as DisplayHandle;
      };
    }),
  });
}

function shownOf(
  value: unknown,
  { raw = isMimeBundle(value), metadata }: DisplayOptions,
): Shown | Promise<Shown> {
  if (!raw) return withMetadata(displayOf(value), metadata);
  if (typeof value !== 'object' || value === null)
    throw new TypeError(
      `display(…, { raw: true }) takes a MIME bundle such as { 'text/html': '<b>bold</b>' }, not ${textOf(value).slice(0, 200)}`,
    );
  return displayOfBundle(value, metadata);
}

function withMetadata(
  shown: Shown | Promise<Shown>,
  metadata: DisplayOptions['metadata'],
): Shown | Promise<Shown> {
  if (metadata === undefined) return shown;
  const own = displayOfBundle({}, metadata).metadata;
  const merge = ({ data, metadata: theirs }: Shown): Shown => ({ data, metadata: { ...theirs, ...own } });
  return shown instanceof Promise ? shown.then(merge) : merge(shown);
}
