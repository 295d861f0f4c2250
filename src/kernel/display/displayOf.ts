// Any value as a MIME bundle: as it wants to be shown, else by its kind, else as text.
import type { Display } from '../contract.ts';
import { displayOfBundle } from './bundle.ts';
import { frameDisplay, isFrame } from './frame.ts';
import { matrixDisplay } from './matrix.ts';
import { figureDisplay, isFigure } from './plotly.ts';
import { reasonOf, textOf } from './text.ts';

/** Deno's convention: a method of this name gives the MIME bundle, or a promise of it. */
export const JUPYTER_DISPLAY = Symbol.for('Jupyter.display');

/**
 * Never throws or rejects, and shares nothing with the value. `text/plain` is always there. A promise only where the
 * value's own `Symbol.for('Jupyter.display')` gives one.
 */
export function displayOf(value: unknown): Display | Promise<Display> {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return plain(value);
  try {
    const method: unknown = JUPYTER_DISPLAY in value ? value[JUPYTER_DISPLAY] : undefined;
    return typeof method === 'function' ? own(value, method) : byKind(value);
  } catch (error) {
    return failed(value, error);
  }
}

// biome-ignore lint/complexity/noBannedTypes: all that is known of it is that it can be called.
function own(value: object, method: Function): Display | Promise<Display> {
  const bundle: unknown = Reflect.apply(method, value, []);
  if (!isThenable(bundle)) return ofOwn(value, bundle);
  return Promise.resolve(bundle).then(
    (settled) => ofOwn(value, settled),
    (error: unknown) => failed(value, error),
  );
}

function ofOwn(value: object, bundle: unknown): Display {
  try {
    if (typeof bundle === 'object' && bundle !== null) return displayOfBundle(bundle);
    return failed(value, new Error(`its Jupyter.display gave ${textOf(bundle)} instead of a MIME bundle`));
  } catch (error) {
    return failed(value, error);
  }
}

function byKind(value: object): Display {
  if (isFigure(value)) return figureDisplay(value);
  if (isFrame(value)) return frameDisplay(value);
  return matrixDisplay(value) ?? plain(value);
}

const plain = (value: unknown): Display => ({ data: { 'text/plain': textOf(value) }, metadata: {} });

const failed = (value: unknown, error: unknown): Display => ({
  data: { 'text/plain': `${textOf(value)}\n[shown as text: ${reasonOf(error)}]` },
  metadata: {},
});

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
