// What stands at a place in a cell: its type, its documentation, its definition.
import type TS from 'typescript';
import { documentationAt } from './documentation.ts';
import { signatureOf } from './signature.ts';
import { ts } from './typescript.ts';

export interface InspectContext {
  readonly service: TS.LanguageService;
  /** File of the cell, and where in it the user's text starts. */
  readonly path: string;
  readonly start: number;
  readonly textOf: (path: string) => string | undefined;
  /** The user's text of the kept cell at a path. */
  readonly sourceAt: (path: string) => string | undefined;
  /** The user's text of the kept cell that declares a name. */
  readonly sourceOf: (name: string) => string | undefined;
  readonly told: (text: string) => string;
}

const MAX_LINES = 80;

/** Markdown, or undefined where nothing is known. */
export function inspectAt(
  source: string,
  offset: number,
  detail: 0 | 1,
  context: InspectContext,
): string | undefined {
  const { service, path, start } = context;
  for (const position of places(source, offset)) {
    const info = service.getQuickInfoAtPosition(path, start + position);
    const signature = context.told(signatureOf(info?.displayParts));
    if (signature === '' || signature === 'any') continue; // `any` alone is what an unknown name has.
    const found = service.getDefinitionAtPosition(path, start + position)?.[0];
    const definition = found && declarationOf(found, context);
    const parts = [fence(signature)];
    if (definition) {
      parts.push(documentationAt(definition.text, definition.start, found.name));
      if (detail === 1) parts.push(`Defined as\n\n${fence(shortened(definition))}`);
    }
    return parts.filter((part) => part !== '').join('\n\n');
  }
  return undefined;
}

const fence = (code: string): string => `\`\`\`typescript\n${code}\n\`\`\``;

/** The offset, the word that ends there, and the function whose arguments surround it. */
function* places(source: string, offset: number): Generator<number> {
  yield offset;
  const before = source.slice(0, offset).trimEnd().length;
  if (before > 0) yield before - 1;
  const call = enclosingCall(source, offset);
  if (call !== undefined) yield call;
}

/** Offset within the name before the bracket that is open at `offset`. */
function enclosingCall(source: string, offset: number): number | undefined {
  let depth = 0;
  for (let at = offset - 1; at >= 0; at--) {
    const character = source[at]!;
    if (character === ')') depth++;
    else if (character === '(' && depth-- === 0) {
      const name = source.slice(0, at).trimEnd();
      return /[\p{ID_Continue}$]$/u.test(name) ? name.length - 1 : undefined;
    }
  }
  return undefined;
}

interface Declaration {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Where a name is declared: for names of earlier cells in the text the user wrote. */
function declarationOf(found: TS.DefinitionInfo, context: InspectContext): Declaration | undefined {
  const { fileName, name, textSpan, contextSpan } = found;
  const generated = fileName === context.path && textSpan.start < context.start;
  const user = generated ? context.sourceOf(name) : context.sourceAt(fileName);
  const declared = user === undefined ? undefined : declarationIn(user, name);
  if (declared) return declared;
  const text = context.textOf(fileName);
  const { start, length } = contextSpan ?? textSpan;
  return text === undefined || generated ? undefined : { text, start, end: start + length };
}

function shortened({ text, start, end }: Declaration): string {
  const lines = text.slice(start, end).split('\n');
  return (lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), '// ...'] : lines).join('\n');
}

/** The top-level statement of a cell that declares a name. */
function declarationIn(source: string, name: string): Declaration | undefined {
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ESNext, true);
  const found = file.statements.find((statement) => declares(statement, name));
  return found && { text: source, start: found.getStart(file), end: found.end };
}

const declares = (statement: TS.Statement, name: string): boolean =>
  ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.some((declaration) => declaration.name.getText() === name)
    : 'name' in statement && (statement.name as TS.Node | undefined)?.getText() === name;
