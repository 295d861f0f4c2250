// Statements of the top level that become others: imports, exports, classes, and the value of the cell.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import type { Walk } from './walk.ts';

export interface StatementOptions {
  /** `$0.x`, or the name itself where it stays local. */
  readonly accessOf: (name: string) => string;
  readonly isLast: boolean;
}

export function rewriteStatement(
  { edits, file, runtime }: Walk,
  statement: TS.Statement,
  { accessOf, isLast }: StatementOptions,
): void {
  const start = statement.getStart(file);
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) {
    edits.replace(start, statement.end, '');
    return;
  }
  if (ts.isExpressionStatement(statement) || ts.isExportAssignment(statement)) {
    const { expression } = statement;
    const from = expression.getStart(file);
    if (from > start) edits.replace(start, from, '');
    const isList =
      ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.CommaToken;
    if (isLast && isList) edits.wrap(from, expression.end, `${runtime}.r((`, '))');
    else if (isLast) edits.wrap(from, expression.end, `${runtime}.r(`, ')');
    else if (from > start) edits.wrap(from, expression.end, '(', ')');
    return;
  }
  const next = dropExport(edits, file, statement) ?? start;
  if (ts.isClassDeclaration(statement)) {
    const { name } = statement;
    if (name) edits.wrap(next, statement.end, `${accessOf(name.text)} = `, ';');
    else edits.wrap(next, statement.end, '(', ');');
  } else if (ts.isFunctionDeclaration(statement) && !statement.name)
    edits.wrap(next, statement.end, '(', ');');
}

/** `export` and `export default` in front of a declaration; where the rest begins. */
function dropExport(edits: Walk['edits'], file: TS.SourceFile, statement: TS.Statement): number | undefined {
  if (!ts.canHaveModifiers(statement)) return undefined;
  const dropped = statement.modifiers?.filter(
    ({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword,
  );
  if (!dropped || dropped.length === 0) return undefined;
  const { end } = dropped.at(-1)!;
  const next = end + /^\s*/.exec(file.text.slice(end))![0].length;
  edits.replace(dropped[0]!.getStart(file), next, '');
  return next;
}
