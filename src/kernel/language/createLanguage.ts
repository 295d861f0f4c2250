// The language of a kernel: every cell a module of its own, checked by one language service.
import type { Completions, Diagnostic, Language } from '../contract.ts';
import { globalDeclarations } from '../display/declarations.ts';
import { createCollector } from './collect.ts';
import { compileCell, compilerFailure, type Runnable } from './compile.ts';
import { completeAt, wordBefore } from './complete.ts';
import { completePath } from './completePath.ts';
import { inspectAt } from './inspect.ts';
import { isComplete } from './isComplete.ts';
import type { LibraryFolders } from './library.ts';
import { parseCell } from './parse.ts';
import { createSession, type Session } from './session.ts';
import { createScripts } from './toScript.ts';

export interface LanguageOptions extends LibraryFolders {
  /** Where cells import from: the folder of the notebook. */
  readonly folder: string;
  /** Text of a declaration file: what the worker adds to global scope. Default: `globalDeclarations()`. */
  readonly globals?: string;
}

const MAX_PENDING = 32;
const REST_MS = 40;

/**
 * The first call that needs types takes .4 s, a cell of one line afterwards 3 to 8 ms. Throws only where TypeScript's
 * library or Node's types are not there; what is returned never throws.
 */
export function createLanguage({
  folder,
  globals = globalDeclarations(),
  ...folders
}: LanguageOptions): Language {
  let session = createSession(folder, folders, globals);
  let scripts = createScripts();
  let untold = session.problems;
  let compiled = 0;
  const collect = createCollector();
  const pending = new Map<number, Runnable>();

  /** TypeScript may fail on what nobody ever wrote before; a new service then goes on from the kept cells. */
  const guarded = <T>(action: () => T, otherwise: (error: unknown) => T): T => {
    try {
      return action();
    } catch (error) {
      session.restart();
      return otherwise(error);
    }
  };
  const projectWarnings = (): Diagnostic[] => {
    const warnings = untold.map(
      (message): Diagnostic => ({ severity: 'warning', code: 'tsconfig', message, start: 0, end: 0 }),
    );
    untold = [];
    return warnings;
  };

  return {
    compile: (source, label) =>
      guarded(
        () => {
          const { compilation, runnable } = compileCell(session, scripts, source, ++compiled, label);
          if (compilation.status === 'error') return compilation;
          if (runnable) pending.set(compilation.cell.id, runnable);
          if (pending.size > MAX_PENDING) pending.delete(pending.keys().next().value!);
          return { ...compilation, warnings: [...projectWarnings(), ...compilation.warnings] };
        },
        (error) => ({ status: 'error', diagnostics: [compilerFailure(error, source)] }),
      ),
    keep({ id, label }) {
      const runnable = pending.get(id);
      if (!runnable) return;
      pending.delete(id);
      session.keep(id, label, runnable.checked);
      scripts.keep(runnable.script);
    },
    complete: (source, offset) =>
      guarded(
        () => completeCell(session, source, within(source, offset)),
        () => ({ start: within(source, offset), end: within(source, offset), items: [] }),
      ),
    inspect: (source, offset, detail) =>
      guarded(
        () => inspectCell(session, source, within(source, offset), detail),
        () => undefined,
      ),
    isComplete: (source) =>
      guarded(
        () => isComplete(source),
        () => ({ status: 'complete', indent: '' }),
      ),
    reset() {
      const before = session;
      session = createSession(folder, folders, globals);
      session.service().program(); // Takes over the parsed library, which is dropped when nobody holds it.
      before.service().service.dispose();
      scripts = createScripts();
      pending.clear();
    },
    rest() {
      guarded(
        () => {
          session.rest(performance.now() + REST_MS);
          collect();
        },
        () => {},
      );
    },
  };
}

const within = (source: string, offset: number): number => Math.min(Math.max(offset, 0), source.length);

function completeCell(session: Session, source: string, offset: number): Completions {
  const word = wordBefore(source, offset).toLowerCase();
  const { bindings } = session.scope();
  const names = [...bindings.keys()].filter((name) => name.toLowerCase().startsWith(word));
  const { module } = session.place(parseCell(source), names);
  const found = completeAt(
    session.service().service,
    session.path,
    source,
    offset,
    module.start,
    (name) => bindings.get(name)?.kind,
  );
  return found.items.length > 0 ? found : (completePath(session.folder, source, offset) ?? found);
}

function inspectCell(session: Session, source: string, offset: number, detail: 0 | 1): string | undefined {
  const { module } = session.place(parseCell(source));
  return inspectAt(source, offset, detail, {
    service: session.service().service,
    path: session.path,
    start: module.start,
    textOf: session.service().text,
    sourceAt: session.sourceAt,
    sourceOf: session.sourceOf,
    told: session.told,
  });
}
