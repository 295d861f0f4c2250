// The language of a kernel: every cell a module of its own, checked by one language service.
import type { Diagnostic, Language } from '../contract.ts';
import { createBanks } from './banks.ts';
import { type CompiledText, compileCell, compilerFailure } from './compile.ts';
import { completeAt, wordBefore } from './complete.ts';
import { inspectAt } from './inspect.ts';
import { isComplete } from './isComplete.ts';
import type { LibraryFolders } from './library.ts';
import { parseCell } from './parse.ts';
import { createSession } from './session.ts';

export interface LanguageOptions extends LibraryFolders {
  /** Where cells import from: the folder of the notebook. */
  readonly folder: string;
}

const MAX_PENDING = 32;
const REST_MS = 40;

/**
 * The first call that needs types takes .4 s, a cell of one line afterwards 3 to 8 ms. Throws only where TypeScript's
 * library or Node's types are not there; what is returned never throws.
 */
export function createLanguage({ folder, ...folders }: LanguageOptions): Language {
  let session = createSession(folder, folders);
  let banks = createBanks();
  let untold = session.problems;
  let compiled = 0;
  const pending = new Map<number, Pick<CompiledText, 'checked' | 'imported'>>();

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
          const { compilation, checked, imported } = compileCell(session, banks, source, ++compiled, label);
          if (compilation.status === 'error') return compilation;
          if (checked && imported) pending.set(compilation.cell.id, { checked, imported });
          if (pending.size > MAX_PENDING) pending.delete(pending.keys().next().value!);
          return { ...compilation, warnings: [...projectWarnings(), ...compilation.warnings] };
        },
        (error) => ({ status: 'error', diagnostics: [compilerFailure(error, source)] }),
      ),
    keep({ id, label }) {
      const { checked, imported } = pending.get(id) ?? {};
      if (!checked || !imported) return;
      pending.delete(id);
      session.keep(id, label, checked);
      banks.declare(checked.own.names.keys(), imported);
    },
    complete: (source, offset) =>
      guarded(
        () => {
          const word = wordBefore(source, offset).toLowerCase();
          const names = [...session.scope().bindings.keys()];
          const { module } = session.place(
            parseCell(source),
            names.filter((name) => name.toLowerCase().startsWith(word)),
          );
          return completeAt(session.service().service, session.path, source, offset, module.start);
        },
        () => ({ start: offset, end: offset, items: [] }),
      ),
    inspect: (source, offset, detail) =>
      guarded(
        () => {
          const { module } = session.place(parseCell(source));
          return inspectAt(source, offset, detail, {
            service: session.service().service,
            path: session.path,
            start: module.start,
            textOf: session.service().text,
            sourceOf: session.sourceAt,
            told: session.told,
          });
        },
        () => undefined,
      ),
    isComplete: (source) =>
      guarded(
        () => isComplete(source),
        () => ({ status: 'complete', indent: '' }),
      ),
    reset() {
      const before = session;
      session = createSession(folder, folders);
      session.service().program(); // Takes over the parsed library, which is dropped when nobody holds it.
      before.service().service.dispose();
      banks = createBanks();
      pending.clear();
    },
    rest() {
      guarded(
        () => session.rest(performance.now() + REST_MS),
        () => {},
      );
    },
  };
}
