// Node's module loader for the files beside a notebook: TypeScript, JSON, and versions of what was edited.
import { readFileSync } from 'node:fs';
import type { RegisterHooksOptions } from 'node:module';
import { fileURLToPath } from 'node:url';
import { KERNEL } from '../../display/frames.ts';
import type { CodeSources } from '../sources.ts';
import { findFile } from './findFile.ts';
import { formatOf } from './format.ts';
import type { Key, ModuleGraph } from './graph.ts';
import { transpile } from './transpile.ts';
import { withoutVersion, withVersion } from './versions.ts';

export interface HookParts {
  readonly graph: ModuleGraph;
  /** Specifiers that mean a module of the kernel. */
  readonly own: ReadonlyMap<string, string>;
  /** URL that stands for the cells. */
  readonly cellUrl: string;
  readonly addFile: CodeSources['addFile'];
}

/** Prefix by which `import.meta.resolve` of the kernel asks in the name of the cells. */
const AS_CELL = 'assay-cell:';

/** `import.meta.resolve` for a cell. */
export const resolveForCell = (specifier: string): string =>
  withoutVersion(import.meta.resolve(AS_CELL + encodeURIComponent(specifier)));

export function createHooks({ graph, own, cellUrl, addFile }: HookParts): RegisterHooksOptions {
  const find: NonNullable<RegisterHooksOptions['resolve']> = (specifier, context, nextResolve) => {
    try {
      return nextResolve(specifier, context);
    } catch (error) {
      const url = findFile(specifier, context.parentURL);
      if (url === undefined) throw error;
      return nextResolve(isRequire(context) ? fileURLToPath(url) : url, context);
    }
  };
  return {
    resolve: (specifier, context, nextResolve) => {
      if (specifier.startsWith(AS_CELL))
        return find(
          decodeURIComponent(specifier.slice(AS_CELL.length)),
          { ...context, parentURL: cellUrl },
          nextResolve,
        );
      const ours = own.get(specifier);
      if (ours !== undefined) return { url: ours, shortCircuit: true };
      const resolved = find(specifier, context, nextResolve);
      const key = withoutVersion(resolved.url);
      if (!isUsers(key)) return resolved;
      if (context.parentURL) graph.link(withoutVersion(context.parentURL), key);
      // `require` keeps modules by file, and its cache can be emptied.
      if (isRequire(context)) return { ...resolved, url: key };
      return {
        ...resolved,
        url: withVersion(key, graph.version(key)),
        ...(/\.json$/.test(new URL(key).pathname) && {
          importAttributes: { ...context.importAttributes, type: 'json' },
        }),
      };
    },
    load: (url, context, nextLoad) => {
      const key = withoutVersion(url);
      if (!isUsers(key)) return nextLoad(url, context);
      graph.loading(key);
      if (!/\.([cm]?ts|tsx)$/.test(new URL(key).pathname)) return nextLoad(url, context);
      const file = fileURLToPath(key);
      const text = readFileSync(file, 'utf8');
      const format = formatOf(file, text);
      const { code, map } = transpile(text, file, format === 'commonjs');
      if (map) for (const name of new Set([url, key, file])) addFile(name, key, file, text, map);
      return { format, source: code, shortCircuit: true };
    },
  };
}

const isRequire = ({ conditions }: { readonly conditions: readonly string[] }): boolean =>
  conditions.includes('require');

/** Files, but those of the kernel, which user code shares with it. */
const isUsers = (key: Key): boolean => key.startsWith('file:') && !key.startsWith(KERNEL);
