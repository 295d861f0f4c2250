// Parsed files, shared by all sessions of the process.
import type TS from 'typescript';
import { formatOf } from '../worker/modules/format.ts';
import { NO_JSDOC } from './library.ts';
import { pathIn } from './paths.ts';
import { ts } from './typescript.ts';

/** Parsed library files live here, so that a second session, or one after a restart, need not parse them again. */
const documents = ts.createDocumentRegistry(ts.sys.useCaseSensitiveFileNames, undefined, NO_JSDOC);

type GiveDocument = TS.DocumentRegistry['acquireDocumentWithKey'];
type SourceFileOptions = Parameters<GiveDocument>[7];

/** Cells are ES modules, whatever the package.json of their folder says; other files are what they are loaded as. */
export function documentsFor(folder: string): TS.DocumentRegistry {
  const cells = pathIn(folder, '^cell');
  const isModule = (path: string, snapshot: TS.IScriptSnapshot): boolean =>
    path.startsWith(cells) ||
    (/(?<!\.d)\.tsx?$/.test(path) &&
      !path.includes('/node_modules/') &&
      formatOf(path, snapshot.getText(0, snapshot.getLength())) === 'module');
  const inFormat =
    (give: GiveDocument): GiveDocument =>
    (file, path, settings, key, snapshot, version, kind, given) => {
      const options: SourceFileOptions =
        typeof given === 'object' && isModule(file, snapshot)
          ? { ...given, impliedNodeFormat: ts.ModuleKind.ESNext }
          : given;
      return unwrapped(give(file, path, settings, key, snapshot, version, kind, options), options);
    };
  return {
    ...documents,
    acquireDocumentWithKey: inFormat(documents.acquireDocumentWithKey),
    updateDocumentWithKey: inFormat(documents.updateDocumentWithKey),
  };
}

/**
 * TypeScript 6.0.3 wraps this function of a file in another one at each update (`createSourceFile`), until the stack
 * overflows after some 5000 cells: put back what was asked for.
 */
function unwrapped(document: TS.SourceFile, options: SourceFileOptions): TS.SourceFile {
  if (typeof options === 'object')
    Object.assign(document, { setExternalModuleIndicator: options.setExternalModuleIndicator });
  return document;
}
