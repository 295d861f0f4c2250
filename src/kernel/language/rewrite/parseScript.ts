// Parses the JavaScript of a cell as the body of an async function: in a script, the parser takes `await [x]` for an
// element of a variable, and in a module it parses such lines anew, some of them twice.
import type TS from 'typescript';
import { ts } from '../typescript.ts';

export interface Script {
  /** Its text is that of the cell from `start` to `end`. */
  readonly file: TS.SourceFile;
  readonly statements: readonly TS.Statement[];
  readonly start: number;
  readonly end: number;
}

const OPEN = 'async()=>{';
const CLOSE = '\n}';

export function parseScript(js: string): Script {
  const file = ts.createSourceFile('cell.js', OPEN + js + CLOSE, PARSING, false, ts.ScriptKind.JS);
  const [statement] = file.statements as unknown as [TS.ExpressionStatement];
  const { body } = statement.expression as TS.ArrowFunction;
  return {
    file,
    statements: (body as TS.Block).statements,
    start: OPEN.length,
    end: OPEN.length + js.length,
  };
}

const PARSING: TS.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.ESNext,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
};
