// Modules as cells import them: from the notebook's folder, fresh when their files changed.
import { createRequire, type RegisterHooksOptions } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { constants, Script } from 'node:vm';
import { interruptible } from '../awaits.ts';
import { owner } from '../scope.ts';
import type { CodeSources } from '../sources.ts';
import { createModuleGraph, type Key } from './graph.ts';
import { createHooks, resolveForCell } from './hooks.ts';
import { completeNamespace } from './namespace.ts';

export interface Modules {
  readonly load: (specifier: unknown, options?: ImportCallOptions) => Promise<object>;
  readonly require: (specifier: string) => unknown;
  readonly meta: ImportMeta;
  readonly hooks: RegisterHooksOptions;
  /** What an interrupted import has begun is loaded anew by the next one. */
  readonly forgetUnfinished: () => void;
}

export interface ModulesParts {
  readonly folder: string;
  readonly sources: Pick<CodeSources, 'addFile'>;
  /** Specifiers that mean a module of the kernel, by URL. */
  readonly own: ReadonlyMap<string, string>;
}

export function createModules({ folder, sources, own }: ModulesParts): Modules {
  // The cells as a file of the folder; it need not exist.
  const file = join(folder, 'notebook.ipynb');
  const graph = createModuleGraph();
  const unfinished = new Set<number>();

  const { require: nativeRequire, cache } = requireOf(file);
  const importFrom = new Script('(specifier, options) => import(specifier, options)', {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext() as (specifier: unknown, options?: ImportCallOptions) => Promise<object>;

  const forget = (keys: Iterable<Key>): void => {
    for (const key of graph.invalidate(keys)) delete cache[fileURLToPath(key)];
  };
  const forgetSince = (mark: number): void => forget(graph.loadedSince(mark));

  return {
    load: async (specifier, options) => {
      forget(graph.changed());
      const mark = graph.mark();
      unfinished.add(mark);
      const scope = owner.getStore();
      try {
        const loading = importFrom(specifier, options);
        return completeNamespace(await (scope ? interruptible(scope, loading) : loading));
      } catch (error) {
        forgetSince(mark);
        throw error;
      } finally {
        unfinished.delete(mark);
      }
    },
    require: (specifier) => {
      forget(graph.changed());
      return nativeRequire(specifier);
    },
    meta: {
      url: pathToFileURL(file).href,
      filename: file,
      dirname: folder,
      main: false,
      resolve: resolveForCell,
    } as ImportMeta,
    hooks: createHooks({ graph, own, cellUrl: pathToFileURL(file).href, addFile: sources.addFile }),
    forgetUnfinished: () => {
      for (const mark of unfinished) forgetSince(mark);
      unfinished.clear();
    },
  };
}

function requireOf(file: string) {
  const require = createRequire(file);
  return { require, cache: require.cache };
}
