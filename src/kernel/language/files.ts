// Files on disk as the language service sees them: a version and a snapshot each.
import { readFileSync, statSync } from 'node:fs';
import type TS from 'typescript';
import { ts } from './typescript.ts';

export interface FileView {
  readonly version: string;
  readonly snapshot: TS.IScriptSnapshot;
}

export interface Files {
  readonly view: (path: string) => FileView | undefined;
  /** From now on, files outside node_modules are looked at anew, once each. Gives whether one of them changed. */
  readonly refresh: () => boolean;
}

/** Packages are read once; what the user edits is told by its time of modification and its size. */
export function diskFiles(): Files {
  const views = new Map<string, FileView>();

  const read = (path: string, version: string): FileView | undefined => {
    try {
      const view = { version, snapshot: ts.ScriptSnapshot.fromString(readText(path)) };
      views.set(path, view);
      return view;
    } catch {
      views.delete(path); // Removed between the two calls, or not a file.
      return undefined;
    }
  };
  return {
    view(path) {
      const known = views.get(path);
      if (known) return known;
      const version = versionOf(path);
      return version === undefined ? undefined : read(path, version);
    },
    refresh() {
      let changed = false;
      for (const [path, { version }] of views) {
        if (path.includes('/node_modules/')) continue;
        const now = versionOf(path);
        if (now === version) continue;
        changed = true;
        if (now === undefined) views.delete(path);
        else read(path, now);
      }
      return changed;
    },
  };
}

const readText = (path: string): string => {
  const text = readFileSync(path, 'utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
};

function versionOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? `${stat.mtimeMs} ${stat.size}` : undefined;
}
