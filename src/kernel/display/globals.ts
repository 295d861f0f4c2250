// Types of what user code finds in the global scope. `globalDeclarations` offers them to the language service, so this
// file imports nothing.

/** MIME type to data: text, bytes (sent as base64), or the value of a JSON type. */
export interface MimeBundle {
  readonly [mime: string]: unknown;
}

export interface DisplayOptions {
  /**
   * Whether the value is a MIME bundle. Left out, a plain object is one if all its keys are MIME types, as in
   * `display({ 'text/html': '<b>bold</b>', 'text/plain': 'bold' })`.
   */
  readonly raw?: boolean;
  /** Replaces, wherever it is on the page, what was displayed with this `display_id`. */
  readonly update?: boolean;
  /** Name under which the output can be updated later; `true` makes one. */
  readonly display_id?: string | true;
  /** By MIME type, as in `{ 'image/png': { width: 300 } }`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** An output that can be replaced in place. */
export interface DisplayHandle {
  readonly display_id: string;
  readonly update: (value: unknown, options?: Pick<DisplayOptions, 'raw' | 'metadata'>) => void;
}

/** Where the output of one of the shorthands goes: a new place, or that of an earlier `display_id`. */
export interface Place {
  readonly update?: boolean;
  readonly display_id?: string;
}

/** A function of a text, or a tag of a template literal. */
export interface TextDisplay {
  (text: string, place?: Place): void;
  (strings: TemplateStringsArray, ...values: readonly unknown[]): void;
}

export interface Display {
  /** Shows a value, or a MIME bundle, and gives a handle to replace it with. */
  (value: unknown, options: DisplayOptions & { readonly display_id: string | true }): DisplayHandle;
  /**
   * Shows a value as the last line of a cell would, or a MIME bundle. Where the value's own `Symbol.for('Jupyter.display')`
   * gives a promise, so does this, and it is to be awaited.
   */
  (value: unknown, options?: DisplayOptions): void | Promise<void>;
  readonly html: TextDisplay;
  readonly markdown: TextDisplay;
  /** LaTeX as MathJax reads it, with its delimiters: `$$x^2$$`. In a template: display.latex(String.raw`$\frac12$`). */
  readonly latex: TextDisplay;
  readonly svg: TextDisplay;
  /** A tree to fold and unfold, in front ends that have one. */
  readonly json: (value: unknown, place?: Place) => void;
  /** PNG, JPEG, GIF, WebP or SVG, as bytes or the path of a file. Width and height in pixels on the page. */
  readonly image: (
    image: Uint8Array | string | URL,
    options?: Place & { readonly width?: number; readonly height?: number },
  ) => void;
  /** Takes away what the cell has shown so far; with `wait` not before its next output, so that nothing flickers. */
  readonly clear: (wait?: boolean) => void;
  /** A bar that moves in place. `total` steps; without it, only the steps are counted. */
  readonly progress: ProgressDisplay;
}

export interface ProgressDisplay {
  /** `for (const x of display.progress(items, 'fitting'))` moves the bar once an item. */
  <T>(items: Iterable<T>, label?: string): Iterable<T>;
  <T>(items: AsyncIterable<T>, label?: string): AsyncIterable<T>;
  /** `using bar = display.progress(100, 'fitting')`, then `bar.step()` or `bar.update(done)`. */
  (total?: number, label?: string): ProgressBar;
}

/** Shown anew at most ten times a second; what `done` says is always shown. */
export interface ProgressBar extends Disposable {
  /** Steps done so far. */
  readonly update: (done: number) => void;
  /** One step more, or several. */
  readonly step: (steps?: number) => void;
  /** The last state; at the end of a `using` block of itself. Further calls do nothing. */
  readonly done: () => void;
}

/** Asks the person at the front end. Errors: where the front end takes no input, or the cell is interrupted. */
export type Input = (prompt?: string, options?: { readonly password?: boolean }) => Promise<string>;

/** What a message carries: a JSON value and bytes. */
export type CommListener = (data: unknown, buffers: readonly Uint8Array[]) => void;

/** One end of a channel; the other is at the front end. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  readonly send: (data: unknown, buffers?: readonly Uint8Array[]) => void;
  readonly close: (data?: unknown, buffers?: readonly Uint8Array[]) => void;
  onMessage: CommListener | undefined;
  onClose: CommListener | undefined;
}

export interface Comms {
  /** `opened` is called when the front end opens a comm of this target. */
  readonly register: (
    target: string,
    opened: (comm: Comm, data: unknown, buffers: readonly Uint8Array[]) => void,
  ) => void;
  readonly unregister: (target: string) => void;
  readonly open: (target: string, data?: unknown, buffers?: readonly Uint8Array[]) => Comm;
}
