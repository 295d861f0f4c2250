// TypeScript's language service over the library, the kept cells, the cell at hand and the files they import.
import { existsSync } from 'node:fs';
import type TS from 'typescript';
import { documentsFor } from './documents.ts';
import { diskFiles, type FileView } from './files.ts';
import { isReplacedLibrary, type Library, NO_JSDOC } from './library.ts';
import { editedPath, pathIn } from './paths.ts';
import { createResolver, resolveTypes } from './resolve.ts';
import { ts } from './typescript.ts';

export interface Service {
  readonly service: TS.LanguageService;
  /** Puts a text at the path of the edited cell. */
  readonly edit: (text: string) => void;
  /** Sets the text of a kept cell's file, or removes it. */
  readonly put: (path: string, text: string | undefined) => void;
  readonly text: (path: string) => string | undefined;
  /** The program over what was put; throws where TypeScript fails on it. */
  readonly program: () => TS.Program;
  /** Files on disk may have changed since. */
  readonly refresh: () => void;
}

/** `globals` is the text of a declaration file: what the kernel adds to global scope. */
export function createService(
  folder: string,
  options: TS.CompilerOptions,
  library: Library,
  globals: string,
): Service {
  const disk = diskFiles();
  const edited = editedPath(folder);
  const virtual = new Map<string, FileView>();
  let changes = 0;

  const globalsPath = pathIn(folder, '^globals.d.ts');
  const setVirtual = (path: string, text: string): void => {
    virtual.set(path, { version: String(++changes), snapshot: ts.ScriptSnapshot.fromString(text) });
  };
  const fixed = new Map<string, FileView>();
  for (const [path, text] of [...library.texts, [globalsPath, globals] as const])
    fixed.set(path, { version: '1', snapshot: ts.ScriptSnapshot.fromString(text) });
  const nothing: FileView = { version: '1', snapshot: ts.ScriptSnapshot.fromString('') };
  setVirtual(edited, 'export {};');

  const view = (path: string): FileView | undefined =>
    virtual.get(path) ?? fixed.get(path) ?? (isReplacedLibrary(library, path) ? nothing : disk.view(path));

  const moduleHost: TS.ModuleResolutionHost = {
    fileExists: (path) => virtual.has(path) || fixed.has(path) || ts.sys.fileExists(path),
    readFile: (path) => ts.sys.readFile(path),
    directoryExists: ts.sys.directoryExists,
    getCurrentDirectory: () => folder,
    getDirectories: ts.sys.getDirectories,
    useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
  };
  if (ts.sys.realpath) {
    const { realpath } = ts.sys;
    moduleHost.realpath = (path) => (virtual.has(path) || fixed.has(path) ? path : realpath(path));
  }
  const resolver = createResolver(folder, options, moduleHost, library);

  const host: TS.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...library.roots, globalsPath, edited],
    getProjectVersion: () => String(changes),
    getScriptVersion: (path) => view(path)?.version ?? '',
    getScriptSnapshot: (path) => view(path)?.snapshot,
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: () => library.esPath,
    fileExists: moduleHost.fileExists,
    readFile: moduleHost.readFile,
    readDirectory: (path, ...rest) => (existsSync(path) ? ts.sys.readDirectory(path, ...rest) : []),
    directoryExists: ts.sys.directoryExists,
    getDirectories: (path) => (existsSync(path) ? ts.sys.getDirectories(path) : []),
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    ...(moduleHost.realpath ? { realpath: moduleHost.realpath } : {}),
    jsDocParsingMode: NO_JSDOC,
    resolveModuleNameLiterals: (literals, from, _redirected, _options, file) =>
      literals.map((literal) =>
        resolver.resolve(literal.text, from, ts.getModeForUsageLocation(file, literal, options)),
      ),
    resolveTypeReferenceDirectiveReferences: (names, from) =>
      names.map((name) =>
        resolveTypes(typeof name === 'string' ? name : name.fileName, from, options, moduleHost, library),
      ),
  };
  const service = ts.createLanguageService(host, documentsFor(folder));
  return {
    service,
    edit: (text) => setVirtual(edited, text),
    put(path, text) {
      if (text === undefined) {
        virtual.delete(path);
        changes++;
      } else setVirtual(path, text);
    },
    text: (path) => {
      const snapshot = view(path)?.snapshot;
      return snapshot?.getText(0, snapshot.getLength());
    },
    program: () => service.getProgram()!,
    refresh: () => {
      if (disk.refresh()) changes++;
    },
  };
}
