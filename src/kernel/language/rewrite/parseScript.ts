// Parses emitted JavaScript.
import type TS from 'typescript';
import { ts } from '../typescript.ts';

/** With parent pointers. */
export const parseScript = (js: string): TS.SourceFile =>
  ts.createSourceFile(
    'cell.js',
    js,
    {
      languageVersion: ts.ScriptTarget.ESNext,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
      setExternalModuleIndicator: (file) => {
        (file as unknown as { externalModuleIndicator: true }).externalModuleIndicator = true;
      },
    },
    true,
    ts.ScriptKind.JS,
  );
