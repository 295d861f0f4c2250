// Statements of the top level that become others: imports, exports, classes, and the value of the cell.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import type { Edits } from './edits.ts';
import type { Walk } from './walk.ts';

/** Drops what makes a module of the cell; `isLast` where the statement gives the value of the cell. */
export function rewriteStatement(
  { edits, file, runtime }: Walk,
  statement: TS.Statement,
  isLast: boolean,
): void {
  const start = statement.getStart(file);
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
    edits.replace(start, statement.end, '');
  else if (ts.isExpressionStatement(statement) || ts.isExportAssignment(statement)) {
    const { expression } = statement;
    const from = expression.getStart(file);
    if (from > start) edits.replace(start, from, '');
    const isList =
      ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.CommaToken;
    if (isLast && isList) edits.wrap(from, expression.end, `${runtime}.r((`, '))');
    else if (isLast) edits.wrap(from, expression.end, `${runtime}.r(`, ')');
    else if (from > start) edits.wrap(from, expression.end, '(', ')');
  } else {
    const next = dropExport(edits, file, statement);
    if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && !statement.name)
      edits.wrap(next, statement.end, '(', ');');
  }
}

/** A class as the value of a binding; with a marker, its name is declared natively as well. */
export function assignClass(
  { edits, file }: Walk,
  statement: TS.ClassDeclaration,
  access: string,
  marked: boolean,
): void {
  const { name, modifiers } = statement;
  const start = afterExport(file, modifiers) ?? statement.getStart(file);
  edits.wrap(start, statement.end, `${marked ? `let ${name!.text} = ` : ''}${access} = `, ';');
}

const isExport = ({ kind }: TS.ModifierLike): boolean =>
  kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword;

/** Where the declaration begins that stands behind `export` or `export default`. */
function afterExport(
  file: TS.SourceFile,
  modifiers: readonly TS.ModifierLike[] | undefined,
): number | undefined {
  const end = modifiers?.findLast(isExport)?.end;
  return end === undefined ? undefined : end + /^\s*/.exec(file.text.slice(end))![0].length;
}

/** Drops `export` and `export default`; where the declaration begins. */
function dropExport(edits: Edits, file: TS.SourceFile, statement: TS.Statement): number {
  const start = statement.getStart(file);
  const next = ts.canHaveModifiers(statement) ? afterExport(file, statement.modifiers) : undefined;
  if (next !== undefined) edits.replace(start, next, '');
  return next ?? start;
}
