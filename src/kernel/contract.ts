// What the kernel's parts say to each other. Main thread: protocol, language service, runner. Worker: the user's code.
// All of it can be cloned between threads.

/** A cell in JavaScript, ready to be run in the worker. */
export interface CompiledCell {
  /** Counts compilations from 1; never used twice. The script's file name in the worker is `cell:<id>`. */
  readonly id: number;
  /** What people see: `In [3]`. */
  readonly label: string;
  /** The user's text, from which tracebacks quote lines. */
  readonly source: string;
  /**
   * An expression: `async ($k, $0, $1, ...) => { ... }` with the runtime `$k` (`CellRuntime`) and the banks, plain objects
   * whose properties are the top-level bindings of all cells.
   */
  readonly code: string;
  /** Source map (version 3, JSON) from `code` to `source`. */
  readonly map: string;
  /** Banks that `code` takes: all the worker has, or more, which it then creates. */
  readonly banks: number;
}

/** What compiled code calls; made anew for each cell. The names are short because they are everywhere in it. */
export interface CellRuntime {
  /** `await x` is compiled as `await $k.w(x)`: rejects with the cell's `InterruptError` once it is interrupted. */
  w<T>(value: T): PromiseLike<Awaited<T>> | T;
  /** `for await (const x of y)` is compiled as `for await (const x of $k.a(y))`; the same for each step. */
  a<T>(iterable: AsyncIterable<T> | Iterable<T | PromiseLike<T>>): AsyncIterable<T>;
  /** Value of the cell: its last statement, where that is an expression. */
  r<T>(value: T): T;
  /** Static and dynamic imports, from the cell's folder; gives the module's namespace. */
  i(specifier: unknown, options?: ImportCallOptions): Promise<object>;
  /** `import x = require('y')`. */
  q(specifier: string): unknown;
  /** `import.meta`. */
  readonly m: ImportMeta;
  /** TypeScript's emit helpers by name, `__decorate` among them. */
  readonly h: Readonly<Record<string, unknown>>;
}

export interface RunOptions {
  /** Whether the front end answers requests for input. */
  readonly allowStdin: boolean;
}

/** An error as the protocol has it: `traceback` in lines with ANSI colours. */
export interface CellError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** MIME type to data: text as a string, binary as base64, JSON types as their value. */
export type MimeBundle = Readonly<Record<string, unknown>>;

export interface Display {
  readonly data: MimeBundle;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export type CellOutcome =
  /** `result` where the last statement has a value other than undefined. */
  | { readonly status: 'ok'; readonly result?: Display }
  | { readonly status: 'error'; readonly error: CellError };

/** What code says while it runs, or later. `cell` is the id of the compiled cell that caused it. */
export type RunnerEvent =
  | {
      readonly type: 'stream';
      readonly cell: number;
      readonly name: 'stdout' | 'stderr';
      readonly text: string;
    }
  | {
      readonly type: 'display';
      readonly cell: number;
      readonly display: Display;
      readonly displayId?: string;
      /** `update_display_data`: replaces what has this id. */
      readonly update: boolean;
    }
  | { readonly type: 'clear'; readonly cell: number; readonly wait: boolean }
  /** An unhandled rejection or a throw in a callback, whether the cell still runs or not. */
  | { readonly type: 'error'; readonly cell: number; readonly error: CellError }
  | { readonly type: 'input'; readonly cell: number; readonly prompt: string; readonly password: boolean }
  | {
      readonly type: 'comm';
      readonly cell: number;
      readonly message: 'comm_open' | 'comm_msg' | 'comm_close';
      readonly content: Readonly<Record<string, unknown>>;
      readonly buffers: readonly Uint8Array[];
    }
  /** The worker ended (out of memory, `process.exit`) and was renewed: all variables are gone. */
  | { readonly type: 'renewed'; readonly reason: string };

/**
 * Main thread's handle on the worker. `run` calls come one after the other. Every event of a cell is delivered before
 * the promise of its outcome settles; it never rejects.
 */
export interface Runner extends AsyncDisposable {
  readonly run: (cell: CompiledCell, options: RunOptions) => Promise<CellOutcome>;
  /** Stops the running cell, and timers and workers it started; without one, what goes on behind. Settles when it stopped. */
  readonly interrupt: () => Promise<void>;
  /** Answers the pending `input` event. */
  readonly reply: (text: string) => void;
  readonly comm: (
    message: 'comm_open' | 'comm_msg' | 'comm_close',
    content: Readonly<Record<string, unknown>>,
    buffers: readonly Uint8Array[],
  ) => void;
}

/** A message of the type checker. Offsets in UTF-16 units of the user's text. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** `TS2322`. */
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export type Compilation =
  | { readonly status: 'ok'; readonly cell: CompiledCell; readonly warnings: readonly Diagnostic[] }
  | { readonly status: 'error'; readonly diagnostics: readonly Diagnostic[] };

/** Offsets in UTF-16 units. */
export interface Completions {
  readonly start: number;
  readonly end: number;
  readonly items: readonly { readonly text: string; readonly kind: string; readonly signature?: string }[];
}

/** Language service over all cells of a session; synchronous. */
export interface Language {
  /** Compiles against the cells that were kept. A cell named `label` with the execution count. */
  readonly compile: (source: string, label: string) => Compilation;
  /**
   * Makes the cell's declarations part of the session. Called when the cell starts to run, so that cells after one that
   * failed midway see what it declared.
   */
  readonly keep: (cell: CompiledCell) => void;
  readonly complete: (source: string, offset: number) => Completions;
  /** Type and documentation of what stands at the offset; Markdown, with the source of the definition at detail 1. */
  readonly inspect: (source: string, offset: number, detail: 0 | 1) => string | undefined;
  readonly isComplete: (source: string) => {
    readonly status: 'complete' | 'incomplete' | 'invalid';
    readonly indent: string;
  };
  /** All variables are gone, as after a renewed worker. */
  readonly reset: () => void;
  /** Work that can wait until nobody does: replaces kept cells by their declarations. */
  readonly rest: () => void;
}
