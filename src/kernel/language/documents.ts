// Parsed files, shared by all sessions of the process.
import type TS from 'typescript';
import { formatOf } from '../worker/modules/format.ts';
import { NO_JSDOC } from './library.ts';
import { ts } from './typescript.ts';

/** Parsed library files live here, so that a second session, or one after a restart, need not parse them again. */
const documents = ts.createDocumentRegistry(ts.sys.useCaseSensitiveFileNames, undefined, NO_JSDOC);

type SourceFileOptions = Parameters<TS.DocumentRegistry['acquireDocumentWithKey']>[7];

/** Cells are ES modules, whatever the package.json of their folder says; other files are what they are loaded as. */
export function documentsFor(folder: string): TS.DocumentRegistry {
  const cells = `${folder}/^cell`;
  const isModule = (path: string, snapshot: TS.IScriptSnapshot): boolean =>
    path.startsWith(cells) ||
    (/(?<!\.d)\.tsx?$/.test(path) &&
      !path.includes('/node_modules/') &&
      formatOf(path, snapshot.getText(0, snapshot.getLength())) === 'module');
  const format = (
    path: string,
    snapshot: TS.IScriptSnapshot,
    options: SourceFileOptions,
  ): SourceFileOptions =>
    typeof options === 'object' && isModule(path, snapshot)
      ? { ...options, impliedNodeFormat: ts.ModuleKind.ESNext }
      : options;
  return {
    ...documents,
    acquireDocumentWithKey: (file, path, settings, key, snapshot, version, kind, given) => {
      const options = format(file, snapshot, given);
      const document = documents.acquireDocumentWithKey(
        file,
        path,
        settings,
        key,
        snapshot,
        version,
        kind,
        options,
      );
      return unwrapped(document, options);
    },
    updateDocumentWithKey: (file, path, settings, key, snapshot, version, kind, given) => {
      const options = format(file, snapshot, given);
      const document = documents.updateDocumentWithKey(
        file,
        path,
        settings,
        key,
        snapshot,
        version,
        kind,
        options,
      );
      return unwrapped(document, options);
    },
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
