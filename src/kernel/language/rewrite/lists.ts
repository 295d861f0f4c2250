// `let`, `const` and `var`: at the top level assignments to bindings, elsewhere what they were.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import { isUsing, isVar } from './scopes.ts';
import { patternNames } from './topLevel.ts';
import { type Place, refer, type Walk, walk, walkBindingDefaults, walkComputed } from './walk.ts';

/** `loop`: the loop in whose head the list stands. */
export function walkDeclarations(
  at: Walk,
  list: TS.VariableDeclarationList,
  place: Place,
  loop?: TS.ForStatement | TS.ForInOrOfStatement,
): void {
  const { edits, file } = at;
  if (place.inFunction || (!isVar(list) && (place.scope || loop || isUsing(list)))) {
    for (const { name, initializer } of list.declarations) {
      walkBindingDefaults(at, name, place);
      walk(at, initializer, place);
    }
    return;
  }
  const iterates = loop && !ts.isForStatement(loop);
  if (isVar(list)) dropKeyword(at, list);
  else at.lists.push(list);
  for (const declaration of list.declarations) {
    const { name, initializer } = declaration;
    const start = declaration.getStart(file);
    if (initializer || iterates) {
      if (isVar(list) && !iterates && !ts.isIdentifier(name)) edits.wrap(start, declaration.end, '(', ')');
      declareNames(at, name, place, initializer);
      walk(at, initializer, place);
    } else if (!isVar(list) || beginsEnum(file, declaration)) {
      edits.wrap(start, declaration.end, '', ' = void 0');
      declareNames(at, name, place);
    } else edits.replace(start, declaration.end, 'void 0');
  }
}

/** Ends the rewriting of a `let` or `const` list; with markers, each name is declared natively as well. */
export function finishList(at: Walk, list: TS.VariableDeclarationList, marked: boolean): void {
  const { edits, file } = at;
  if (!marked) dropKeyword(at, list);
  for (const declaration of list.declarations) {
    const { name, end } = declaration;
    const names = marked ? patternNames(name) : [];
    const markers = names.map((one, index) => (index < names.length - 1 ? `${one} = void 0, ` : `${one} = `));
    const isPattern = !ts.isIdentifier(name);
    // Without names, `const {} = x` stays as it is.
    if (isPattern && (names.length > 0 || !marked))
      edits.wrap(declaration.getStart(file), end, `${markers.join('')}(`, ')');
    else edits.wrap(declaration.getStart(file), end, markers.join(''), '');
  }
}

function dropKeyword({ edits, file }: Walk, list: TS.VariableDeclarationList): void {
  edits.replace(list.getStart(file), list.declarations[0]!.getStart(file), '');
}

/** The names of a declaration as targets of an assignment. */
function declareNames(at: Walk, name: TS.BindingName, place: Place, named?: TS.Expression): void {
  if (ts.isIdentifier(name)) {
    refer(at, name, place, { writes: true, declares: true, named });
    return;
  }
  for (const element of name.elements) {
    if (ts.isOmittedExpression(element)) continue;
    const { initializer, propertyName, dotDotDotToken } = element;
    walkComputed(at, propertyName, place);
    const isShort = ts.isObjectBindingPattern(name) && !propertyName && !dotDotDotToken;
    if (isShort && ts.isIdentifier(element.name))
      refer(at, element.name, place, {
        form: 'shorthand',
        writes: true,
        declares: true,
        named: initializer,
      });
    else declareNames(at, element.name, place, initializer);
    walk(at, initializer, place);
  }
}

/**
 * `var E;` before `(function (E) {...})(E || (E = {}))`, as TypeScript emits enums and namespaces: a new object, where
 * other `var` keep their value.
 */
function beginsEnum(file: TS.SourceFile, { name, end }: TS.VariableDeclaration): boolean {
  if (!ts.isIdentifier(name)) return false;
  const index = file.statements.findIndex((statement) => statement.pos >= end);
  const next = file.statements[index];
  if (!next || !ts.isExpressionStatement(next) || !ts.isCallExpression(next.expression)) return false;
  const [argument] = next.expression.arguments;
  return (
    argument !== undefined &&
    ts.isBinaryExpression(argument) &&
    argument.operatorToken.kind === ts.SyntaxKind.BarBarToken &&
    ts.isIdentifier(argument.left) &&
    argument.left.text === name.text
  );
}
