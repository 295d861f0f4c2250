// Node's module loader for the files beside a notebook: TypeScript, JSON, and versions of what was edited.
import { readFileSync } from 'node:fs';
import type { RegisterHooksOptions } from 'node:module';
import { fileURLToPath } from 'node:url';
import { findFile } from './findFile.ts';
import { formatOf } from './format.ts';
import type { ModuleGraph } from './graph.ts';
import { transpile } from './transpile.ts';
import { withoutVersion, withVersion } from './versions.ts';

export interface HookParts {
  readonly graph: ModuleGraph;
  /** Specifiers that mean a module of the kernel. */
  readonly own: ReadonlyMap<string, string>;
  readonly addMap: (url: string, map: string) => void;
}

export function createHooks({ graph, own, addMap }: HookParts): RegisterHooksOptions {
  return {
    resolve: (specifier, context, nextResolve) => {
      const ours = own.get(specifier);
      if (ours !== undefined) return { url: ours, shortCircuit: true };
      const importer = context.parentURL && withoutVersion(context.parentURL);
      const resolved = (() => {
        try {
          return nextResolve(specifier, context);
        } catch (error) {
          const url = findFile(specifier, importer);
          if (url === undefined) throw error;
          return nextResolve(url, context);
        }
      })();
      const key = withoutVersion(resolved.url);
      if (!key.startsWith('file:')) return resolved;
      if (importer) graph.link(importer, key);
      const isRequire = context.conditions.includes('require');
      return {
        ...resolved,
        // `require` keeps modules by file, and its cache can be emptied.
        url: isRequire ? key : withVersion(key, graph.version(key)),
        ...(!isRequire &&
          /\.json$/.test(new URL(key).pathname) && {
            importAttributes: { ...context.importAttributes, type: 'json' },
          }),
      };
    },
    load: (url, context, nextLoad) => {
      const key = withoutVersion(url);
      if (!key.startsWith('file:')) return nextLoad(url, context);
      graph.loading(key);
      if (!/\.([cm]?ts|tsx)$/.test(new URL(key).pathname)) return nextLoad(url, context);
      const file = fileURLToPath(key);
      const text = readFileSync(file, 'utf8');
      const format = formatOf(file, text);
      const { code, map } = transpile(text, file, format === 'commonjs');
      if (map) for (const name of [url, key, file]) addMap(name, map);
      return { format, source: code, shortCircuit: true };
    },
  };
}
