// The declarations every cell is checked against: ECMAScript's, WebAssembly's and Node's. TypeScript's own 90 files and
// most of Node's are concatenated, because the cost of a check grows with the number of files of the program.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { slashed } from './paths.ts';
import { ts } from './typescript.ts';

export interface LibraryFolders {
  /** Folder of `lib.esnext.d.ts`. Default: the installed `typescript`. */
  readonly typescriptLib?: string;
  /** Folder of `@types/node`. Default: the installed one. */
  readonly nodeTypes?: string;
}

export interface Library {
  /** Text by absolute path. The paths of concatenated files exist nowhere else. */
  readonly texts: ReadonlyMap<string, string>;
  readonly esPath: string;
  readonly typescriptLib: string;
  readonly nodePath: string;
  /** What a program names as its roots. */
  readonly roots: readonly string[];
}

const libraries = new Map<string, Library>();

/** Reads about 160 files, 3.2 MB, in 10 to 30 ms; once for each pair of folders. Throws where a folder is not there. */
export function loadLibrary(folders: LibraryFolders): Library {
  const typescriptLib = slashed(folders.typescriptLib ?? installed('typescript'));
  const nodeTypes = slashed(folders.nodeTypes ?? installed('@types/node/package.json'));
  const key = `${typescriptLib}\n${nodeTypes}`;
  const known = libraries.get(key);
  if (known) return known;
  const node = readNodeTypes(nodeTypes);
  const esPath = `${typescriptLib}/lib.kernel.d.ts`;
  const nodePath = `${nodeTypes}/kernel.d.ts`;
  const texts = new Map([[esPath, readEcmaScript(typescriptLib)], [nodePath, node.scripts], ...node.modules]);
  const library = { texts, esPath, typescriptLib, nodePath, roots: [nodePath, ...node.modules.keys()] };
  libraries.set(key, library);
  return library;
}

const installed = (specifier: string): string => dirname(createRequire(import.meta.url).resolve(specifier));

const REFERENCE = /^\/\/\/\s*<reference\s.*$/gm;
const withoutReferences = (text: string): string => text.replace(REFERENCE, '');

/** `lib.esnext.d.ts` with all it refers to, and WebAssembly, which TypeScript declares for browsers only. */
function readEcmaScript(folder: string): string {
  const seen = new Set<string>();
  const parts: string[] = [];
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const text = readFileSync(`${folder}/lib.${name}.d.ts`, 'utf8');
    for (const [, other] of text.matchAll(/<reference lib="(.*?)"/g)) visit(other!);
    parts.push(withoutReferences(text).replace(/^export \{\};?$/m, '')); // Else the whole would be a module.
  };
  visit('esnext');
  const browser = readFileSync(`${folder}/lib.webworker.d.ts`, 'utf8');
  const webAssembly = /^declare namespace WebAssembly \{[\s\S]*?^\}/m.exec(browser)?.[0] ?? '';
  return [...parts, 'type BufferSource = ArrayBufferView | ArrayBuffer;', webAssembly].join('\n');
}

function readNodeTypes(folder: string): { scripts: string; modules: Map<string, string> } {
  const index = readFileSync(`${folder}/index.d.ts`, 'utf8');
  const scripts: string[] = [];
  const modules = new Map<string, string>();
  for (const [, path] of index.matchAll(/<reference path="(.*?)"/g)) {
    const text = withoutReferences(readFileSync(`${folder}/${path}`, 'utf8'));
    if (/^(export|import)\b/m.test(text)) modules.set(`${folder}/${path}`, text);
    else scripts.push(text);
  }
  return { scripts: scripts.join('\n'), modules };
}

/** Whether a path is one of TypeScript's own library files, which the concatenated one replaces. */
export const isReplacedLibrary = (library: Library, path: string): boolean =>
  path.startsWith(`${library.typescriptLib}/lib.`) && path !== library.esPath;

/** No documentation is parsed while checking: `inspect` reads it from the text when somebody asks. */
export const NO_JSDOC = ts.JSDocParsingMode.ParseNone;
