// Texts and source maps of cells and of local TypeScript, by the file names that V8 has for them.
import { SourceMap } from 'node:module';
import { relative } from 'node:path';
import type { CompiledCell } from '../contract.ts';
import type { Source } from '../display/index.ts';

/** Line and column from 1. */
export interface Position {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

export interface CodeSources {
  readonly addCell: (cell: CompiledCell) => void;
  /** `name`: URL of a file as people know it; `url` may carry a version. */
  readonly addFile: (url: string, name: string, file: string, source: string, map: string) => void;
  /** Where a position of the code that runs stands in the user's text; undefined where it runs as written. */
  readonly positionOf: (file: string, line: number, column: number) => Position | undefined;
  /** The text behind a name that `positionOf` gave. */
  readonly sourceOf: (name: string) => Source | undefined;
}

interface Entry {
  readonly name: string;
  readonly json: string;
  parsed?: SourceMap;
}

export function createSources(): CodeSources {
  const entries = new Map<string, Entry>();
  const sources = new Map<string, { readonly file: string | undefined; readonly source: string }>();
  return {
    addCell: ({ id, label, source, map }) => {
      entries.set(`cell:${id}`, { name: label, json: map });
      sources.set(label, { file: undefined, source });
    },
    addFile: (url, name, file, source, map) => {
      entries.set(url, { name, json: map });
      sources.set(name, { file, source });
    },
    positionOf: (file, line, column) => {
      const entry = entries.get(file);
      if (entry === undefined) return undefined;
      entry.parsed ??= new SourceMap(JSON.parse(entry.json));
      const origin = entry.parsed.findOrigin(line, column);
      const { lineNumber, columnNumber } =
        'lineNumber' in origin ? origin : { lineNumber: line, columnNumber: column };
      return { name: entry.name, line: lineNumber, column: columnNumber };
    },
    sourceOf: (name) => {
      const found = sources.get(name);
      return (
        found && { label: found.file === undefined ? name : shortened(found.file), source: found.source }
      );
    },
  };
}

/** From the current folder, where the file is in it. */
function shortened(file: string): string {
  const near = relative(process.cwd(), file);
  return near.startsWith('..') ? file : near;
}
