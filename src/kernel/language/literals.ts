// Constants of literal type: `const n = 5` has type 5, but `let m = n` has type number.
import type TS from 'typescript';
import { ts } from './typescript.ts';

/**
 * Names of a cell's constants whose literal type was inferred, and so widens where it is copied. `typeof n` would lose
 * that; other constants are better off with it, since narrowing of an imported name does not reach into closures.
 */
export function wideningConstants(program: TS.Program, file: TS.SourceFile): ReadonlySet<string> {
  const checker = program.getTypeChecker();
  const names = new Set<string>();
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    if ((statement.declarationList.flags & ts.NodeFlags.BlockScoped) !== ts.NodeFlags.Const) continue;
    for (const { name, type, initializer } of statement.declarationList.declarations)
      if (ts.isIdentifier(name) && !type && initializer && isLiteral(checker.getTypeAtLocation(name)))
        names.add(name.text);
  }
  return names;
}

const LITERAL = ts.TypeFlags.Literal;

const isLiteral = (type: TS.Type): boolean =>
  (type.flags & LITERAL) !== 0 ||
  (type.isUnion() && type.types.every(({ flags }) => (flags & LITERAL) !== 0));
