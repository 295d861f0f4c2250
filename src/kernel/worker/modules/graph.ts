// Which local file imports which, and which of them changed on disk: a changed file and all that import it are loaded anew.
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file by its URL without a version. */
export type Key = string;

export interface ModuleGraph {
  readonly link: (importer: Key, imported: Key) => void;
  readonly version: (key: Key) => number;
  /** Says that the file is read now. */
  readonly loading: (key: Key) => void;
  /** Files that were read, oldest first, from the given number on. */
  readonly loadedSince: (mark: number) => readonly Key[];
  readonly mark: () => number;
  /** The next import of the files, and of what imports them, reads them anew. Gives all of these. */
  readonly invalidate: (keys: Iterable<Key>) => readonly Key[];
  /** Local files that differ from what was read. */
  readonly changed: () => readonly Key[];
}

export function createModuleGraph(): ModuleGraph {
  const importers = new Map<Key, Set<Key>>();
  const imports = new Map<Key, Set<Key>>();
  const versions = new Map<Key, number>();
  const stamps = new Map<Key, string>();
  const loads: Key[] = [];

  const drop = (key: Key): void => {
    versions.set(key, (versions.get(key) ?? 0) + 1);
    stamps.delete(key);
    for (const imported of imports.get(key) ?? []) importers.get(imported)?.delete(key);
    imports.delete(key);
  };
  return {
    link: (importer, imported) => {
      add(importers, imported, importer);
      add(imports, importer, imported);
    },
    version: (key) => versions.get(key) ?? 0,
    loading: (key) => {
      if (isLocal(key)) stamps.set(key, stampOf(key));
      loads.push(key);
    },
    mark: () => loads.length,
    loadedSince: (mark) => loads.slice(mark),
    invalidate: (keys) => {
      const stale = new Set(keys);
      // A set also walks over what is added meanwhile.
      for (const key of stale) for (const importer of importers.get(key) ?? []) stale.add(importer);
      stale.forEach(drop);
      return [...stale];
    },
    changed: () => [...stamps].filter(([key, stamp]) => stampOf(key) !== stamp).map(([key]) => key),
  };
}

/** Files of installed packages are taken not to change. */
export const isLocal = (key: Key): boolean => key.startsWith('file:') && !key.includes('/node_modules/');

function stampOf(key: Key): string {
  const stat = statSync(fileURLToPath(key), { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? 'absent' : `${stat.mtimeNs} ${stat.size} ${stat.ino}`;
}

function add(map: Map<Key, Set<Key>>, key: Key, value: Key): void {
  const values = map.get(key);
  if (values) values.add(value);
  else map.set(key, new Set([value]));
}
