// What stands at a place in a cell: its type, its documentation, its definition.
import type TS from 'typescript';
import { documentationAt } from './documentation.ts';
import { ts } from './typescript.ts';

export interface InspectContext {
  readonly service: TS.LanguageService;
  /** File of the cell, and where in it the user's text starts. */
  readonly path: string;
  readonly start: number;
  /** Text of a file, also of one whose declarations replaced it: then with what to search it for. */
  readonly textOf: (path: string) => string | undefined;
  /** The user's text of a kept cell. */
  readonly sourceOf: (path: string) => string | undefined;
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
    if (!info) continue;
    const signature = withoutImport(context.told(ts.displayPartsToString(info.displayParts)));
    const definition = service.getDefinitionAtPosition(path, start + position)?.[0];
    const parts = [fence(signature)];
    if (definition) {
      const docs = documentationOf(definition, context);
      if (docs !== '') parts.push(docs);
      if (detail === 1) parts.push(definitionOf(definition, context));
    }
    return parts.filter((part) => part !== '').join('\n\n');
  }
  return undefined;
}

/** Names of earlier cells are imported by a generated line that nobody needs to see. */
const withoutImport = (signature: string): string =>
  signature.replace(/^\(alias\) (?=[\s\S]*\nimport \S+$)/, '').replace(/\nimport \S+$/, '');

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

function documentationOf(
  { fileName, contextSpan, textSpan }: TS.DefinitionInfo,
  context: InspectContext,
): string {
  const text = context.textOf(fileName);
  if (text === undefined) return '';
  return documentationAt(text, (contextSpan ?? textSpan).start);
}

function definitionOf(definition: TS.DefinitionInfo, context: InspectContext): string {
  const { fileName, contextSpan, textSpan, name } = definition;
  const user = context.sourceOf(fileName);
  const code = user === undefined ? undefined : declarationIn(user, name);
  const { start, length } = contextSpan ?? textSpan;
  const lines = (code ?? context.textOf(fileName)?.slice(start, start + length) ?? '').split('\n');
  const shown = lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), '// ...'] : lines;
  return lines.join('').trim() === '' ? '' : `Defined as\n\n${fence(shown.join('\n'))}`;
}

/** The top-level statement of a cell that declares a name. */
function declarationIn(source: string, name: string): string | undefined {
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ESNext, true);
  const found = file.statements.find((statement) => declares(statement, name));
  return found?.getText(file);
}

const declares = (statement: TS.Statement, name: string): boolean =>
  ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.some((declaration) => declaration.name.getText() === name)
    : 'name' in statement && (statement.name as TS.Node | undefined)?.getText() === name;
