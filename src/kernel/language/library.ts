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
  /** Declarations that are read when somebody imports `inspector`. */
  readonly inspectorPath: string;
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
  const es = readEcmaScript(typescriptLib);
  const node = readNodeTypes(nodeTypes);
  const esPath = `${typescriptLib}/lib.kernel.d.ts`;
  const nodePath = `${nodeTypes}/kernel.d.ts`;
  const modules = [...es.modules, ...node.modules];
  const texts = new Map([[esPath, es.scripts], [nodePath, node.scripts], ...modules]);
  const library = {
    texts,
    esPath,
    typescriptLib,
    nodePath,
    inspectorPath: `${nodeTypes}/${INSPECTOR}`,
    roots: [nodePath, ...modules.map(([path]) => path)],
  };
  libraries.set(key, library);
  return library;
}

const installed = (specifier: string): string => dirname(createRequire(import.meta.url).resolve(specifier));

const REFERENCE = /^\/\/\/\s*<reference\s.*$/gm;

interface Declarations {
  /** What declares globals at its top level, in one text. */
  readonly scripts: string;
  /** Files that are modules, and so have names of their own beside `declare global`: path to text. */
  readonly modules: ReadonlyMap<string, string>;
}

/** `lib.esnext.d.ts` with all it refers to, and WebAssembly, which TypeScript declares for browsers only. */
function readEcmaScript(folder: string): Declarations {
  const texts = new Map<string, string>();
  const visit = (path: string): void => {
    if (texts.has(path)) return;
    const text = readFileSync(path, 'utf8');
    texts.set(path, text);
    for (const [, name] of text.matchAll(/<reference lib="(.*?)"/g)) visit(`${folder}/lib.${name}.d.ts`);
  };
  visit(`${folder}/lib.esnext.d.ts`);
  const { scripts, modules } = concatenated(texts);
  const browser = readFileSync(`${folder}/lib.webworker.d.ts`, 'utf8');
  const webAssembly = /^declare namespace WebAssembly \{[\s\S]*?^\}/m.exec(browser)?.[0] ?? '';
  return {
    scripts: `${scripts}\ntype BufferSource = ArrayBufferView | ArrayBuffer;\n${webAssembly}`,
    modules,
  };
}

/** A sixth of Node's declarations, for those who import `inspector`. */
const INSPECTOR = 'inspector.generated.d.ts';

function readNodeTypes(folder: string): Declarations {
  const index = readFileSync(`${folder}/index.d.ts`, 'utf8');
  const paths = [...index.matchAll(/<reference path="(.*?)"/g)]
    .filter(([, path]) => path !== INSPECTOR)
    .map(([, path]) => `${folder}/${path}`);
  return concatenated(new Map(paths.map((path) => [path, readFileSync(path, 'utf8')])));
}

function concatenated(texts: ReadonlyMap<string, string>): Declarations {
  const scripts: string[] = [];
  const modules = new Map<string, string>();
  for (const [path, text] of texts) {
    const alone = text.replace(REFERENCE, '');
    if (/^declare global\b/m.test(text)) modules.set(path, alone);
    else scripts.push(alone.replace(/^export \{\};?$/m, '')); // Else the whole would be a module.
  }
  return { scripts: scripts.join('\n'), modules };
}

/** Whether a path is one of TypeScript's own library files, which the concatenated one replaces. */
export const isReplacedLibrary = (library: Library, path: string): boolean =>
  path.startsWith(`${library.typescriptLib}/lib.`) && !library.texts.has(path);

/** No documentation is parsed while checking: `inspect` reads it from the text when somebody asks. */
export const NO_JSDOC = ts.JSDocParsingMode.ParseNone;
