// A checked cell's JavaScript: what TypeScript emits, without the lines that made a module of the cell.
import type TS from 'typescript';
import { idOfSpecifier } from './paths.ts';
import { ts } from './typescript.ts';

export interface Emitted {
  readonly js: string;
  /** Source map (version 3, JSON) from `js` to the module's text. */
  readonly map: string;
  /** Names of the cell that exist at run time, in the order of its exports. */
  readonly values: readonly string[];
}

/** Throws where TypeScript fails, or emits nothing. */
export function emitCell(program: TS.Program, file: TS.SourceFile): Emitted {
  let js: string | undefined;
  let map = '';
  const values: string[] = [];
  program.emit(
    file,
    (path, text) => {
      if (path.endsWith('.map')) map = text;
      else if (path.endsWith('.js')) js = text;
    },
    undefined,
    false,
    { before: [onceEach, requireCalls], after: [unwrapped(values)] },
  );
  if (js === undefined) throw new Error('TypeScript emitted no JavaScript for the cell');
  return { js: js.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'), map, values };
}

/**
 * TypeScript 6.0.3 parses what follows a top-level `await [...xs]` inside of another statement twice: statements that begin
 * before the end of the one before them are dropped.
 */
const onceEach: TS.TransformerFactory<TS.SourceFile> =
  ({ factory }) =>
  (file) => {
    let end = 0;
    const kept = file.statements.filter((statement) => {
      if (statement.pos < end) return false;
      end = statement.end;
      return true;
    });
    return kept.length === file.statements.length ? file : factory.updateSourceFile(file, kept);
  };

/** `import x = require('y')` becomes `const x = require('y')`; TypeScript's own form needs an `import` more. */
const requireCalls: TS.TransformerFactory<TS.SourceFile> =
  ({ factory }) =>
  (file) =>
    factory.updateSourceFile(
      file,
      file.statements.map((statement) => {
        if (
          !ts.isImportEqualsDeclaration(statement) ||
          statement.isTypeOnly ||
          !ts.isExternalModuleReference(statement.moduleReference)
        )
          return statement;
        const call = factory.createCallExpression(factory.createIdentifier('require'), undefined, [
          statement.moduleReference.expression,
        ]);
        const variable = factory.createVariableDeclaration(statement.name.text, undefined, undefined, call);
        const list = factory.createVariableDeclarationList([variable], ts.NodeFlags.Const);
        return ts.setTextRange(factory.createVariableStatement(undefined, list), statement);
      }),
    );

/** Drops imports from cells and export clauses, whose names it adds to `values`; `export const x` becomes `const x`. */
const unwrapped =
  (values: string[]): TS.TransformerFactory<TS.SourceFile> =>
  ({ factory }) =>
  (file) =>
    factory.updateSourceFile(
      file,
      file.statements.flatMap((statement): TS.Statement[] => {
        if (ts.isImportDeclaration(statement)) {
          const { moduleSpecifier } = statement;
          const ours =
            ts.isStringLiteral(moduleSpecifier) && idOfSpecifier(moduleSpecifier.text) !== undefined;
          return ours ? [] : [statement];
        }
        if (ts.isExportDeclaration(statement)) {
          const { exportClause, moduleSpecifier } = statement;
          if (moduleSpecifier)
            return [
              factory.createImportDeclaration(undefined, undefined, moduleSpecifier, statement.attributes),
            ];
          if (exportClause && ts.isNamedExports(exportClause))
            for (const { name, propertyName } of exportClause.elements)
              values.push((propertyName ?? name).text);
          return [];
        }
        if (ts.isExportAssignment(statement))
          return [ts.setTextRange(factory.createExpressionStatement(statement.expression), statement)];
        return [withoutExport(statement, factory, values)];
      }),
    );

const isExportModifier = ({ kind }: TS.ModifierLike): boolean =>
  kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword;

function withoutExport(statement: TS.Statement, factory: TS.NodeFactory, values: string[]): TS.Statement {
  if (!ts.canHaveModifiers(statement) || !statement.modifiers?.some(isExportModifier)) return statement;
  const modifiers = statement.modifiers.filter((modifier) => !isExportModifier(modifier));
  if (ts.isVariableStatement(statement)) {
    for (const { name } of statement.declarationList.declarations) values.push(...namesIn(name));
    return factory.updateVariableStatement(
      statement,
      modifiers.filter((modifier) => ts.isModifier(modifier)),
      statement.declarationList,
    );
  }
  if (ts.isFunctionDeclaration(statement)) {
    const { name = factory.createIdentifier('_default'), asteriskToken, parameters, body } = statement;
    values.push(name.text);
    return factory.updateFunctionDeclaration(
      statement,
      modifiers,
      asteriskToken,
      name,
      undefined,
      parameters,
      undefined,
      body,
    );
  }
  if (ts.isClassDeclaration(statement)) {
    const { name = factory.createIdentifier('_default'), heritageClauses, members } = statement;
    values.push(name.text);
    return factory.updateClassDeclaration(statement, modifiers, name, undefined, heritageClauses, members);
  }
  return statement;
}

const namesIn = (name: TS.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesIn(element.name)));
