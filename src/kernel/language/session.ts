// The cells of a session so far, and the file of the one at hand.
import type TS from 'typescript';
import { type CellModule, cellModule } from './cellModule.ts';
import { type Declarations, declarationsOf } from './declared.ts';
import { type LibraryFolders, loadLibrary } from './library.ts';
import { cellOptions } from './options.ts';
import { identifiersOf } from './parse.ts';
import { cellPath, editedPath, slashed, withoutCellPaths } from './paths.ts';
import { declarationsOfCell, importOf } from './rest.ts';
import { type Binding, borrowed, EMPTY_SCOPE, extended, type Scope } from './scope.ts';
import { createService, type Service } from './service.ts';

/** A cell's module with what is known of its names. */
export interface PlacedCell {
  readonly source: string;
  readonly module: CellModule;
  readonly own: Declarations;
  readonly taken: ReadonlyMap<string, Binding>;
}

export interface CheckedCell extends PlacedCell {
  /** Constants whose literal type widens where it is copied. */
  readonly widening: ReadonlySet<string>;
}

export interface Session {
  readonly folder: string;
  readonly path: string;
  /** What is wrong with the project's tsconfig.json. */
  readonly problems: readonly string[];
  readonly service: () => Service;
  readonly scope: () => Scope;
  /** Puts a text where the edited cell is; `also` are names it may use beyond those it has. */
  readonly place: (parsed: TS.SourceFile, also?: Iterable<string>) => PlacedCell;
  /** Makes a cell part of the session under its id. */
  readonly keep: (id: number, label: string, cell: CheckedCell) => void;
  /** The user's text of the kept cell at a path. */
  readonly sourceAt: (path: string) => string | undefined;
  /** The user's text of the kept cell that declares a name. */
  readonly sourceOf: (name: string) => string | undefined;
  /** A message with labels in place of paths of cells. */
  readonly told: (message: string) => string;
  /** Replaces kept cells by their declarations, at least one, others while the time has not come. */
  readonly rest: (until: number) => void;
  /** A new service over the same cells, after TypeScript failed. */
  readonly restart: () => void;
}

interface Kept {
  readonly label: string;
  readonly source: string;
  text: string;
}

/** Throws where TypeScript's library or Node's types are not there. */
export function createSession(folderGiven: string, folders: LibraryFolders, globals: string): Session {
  const folder = slashed(folderGiven).replace(/(?<=.)\/+$/, '');
  const path = editedPath(folder);
  const library = loadLibrary(folders);
  const { options, problems } = cellOptions(folder);
  const kept = new Map<number, Kept>();
  const resting: number[] = [];
  let service = createService(folder, options, library, globals);
  let scope = EMPTY_SCOPE;

  const idAt = (file: string): number => Number(/\^cell-(\d+)\.ts$/.exec(file)?.[1]);
  return {
    folder,
    path,
    problems,
    service: () => service,
    scope: () => scope,
    place(parsed, also = []) {
      const own = declarationsOf(parsed);
      const taken = borrowed(scope, new Set([...identifiersOf(parsed), ...own.names.keys(), ...also]), own);
      const module = cellModule(parsed.text, own, taken, scope);
      service.edit(module.text);
      return { source: parsed.text, module, own, taken };
    },
    keep(id, label, { source, module, own, taken, widening }) {
      service.put(cellPath(folder, id), module.text);
      kept.set(id, { label, source, text: module.text });
      if (own.names.size > 0) resting.push(id);
      scope = extended(scope, id, own, taken, widening);
    },
    sourceAt: (file) => kept.get(idAt(file))?.source,
    sourceOf: (name) => kept.get(scope.bindings.get(name)?.cell ?? 0)?.source,
    told: (message) => withoutCellPaths(message, (id) => kept.get(id)?.label),
    rest(until) {
      if (resting.length === 0) return;
      service.edit(importOf(resting));
      const program = service.program();
      const written = new Map<number, string>();
      do {
        const id = resting.shift()!;
        const text = declarationsOfCell(program, cellPath(folder, id));
        if (text !== undefined) written.set(id, text);
      } while (resting.length > 0 && performance.now() < until);
      for (const [id, text] of written) {
        service.put(cellPath(folder, id), text);
        kept.get(id)!.text = text;
      }
    },
    restart() {
      const before = service;
      service = createService(folder, options, library, globals);
      service.program(); // Takes over the parsed library, which is dropped when nobody holds it.
      before.service.dispose();
      for (const [id, { text }] of kept) service.put(cellPath(folder, id), text);
    },
  };
}
