// A cell's text alone, before anything else is known of it.
import type TS from 'typescript';
import { ts } from './typescript.ts';

/** Parses as the module it will be, so that `await` is a keyword. Takes .1 ms for a few lines; never throws. */
export const parseCell = (source: string): TS.SourceFile =>
  ts.createSourceFile('cell.ts', source, {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    setExternalModuleIndicator: (file) => {
      (file as unknown as { externalModuleIndicator: true }).externalModuleIndicator = true;
    },
  });

/** Errors of syntax, in the order of the text. */
export const syntaxErrors = (file: TS.SourceFile): readonly TS.DiagnosticWithLocation[] =>
  (file as unknown as { parseDiagnostics: TS.DiagnosticWithLocation[] }).parseDiagnostics;

/** Every name that occurs in the text, in whatever role. */
export const identifiersOf = (file: TS.SourceFile): Iterable<string> =>
  (file as unknown as { identifiers: ReadonlyMap<string, string> }).identifiers.keys();
