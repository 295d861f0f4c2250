// Static imports: each becomes a call that keeps the module's namespace in a bank, through which names stay live.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import type { Place, RewriteOptions } from './rewriteCell.ts';

export interface Imports {
  readonly imported: ReadonlyMap<string, Place>;
  /** Statements, in the order of the text. */
  readonly calls: readonly string[];
}

export function importsOf(
  file: TS.SourceFile,
  { bankOf, id }: RewriteOptions,
  runtime: string,
  prefix: string,
): Imports {
  const imported = new Map<string, Place>();
  const calls: string[] = [];
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const call = `await ${runtime}.i(${[statement.moduleSpecifier.getText(file), ...attributes(statement, file)]})`;
    const clause = statement.importClause;
    if (!clause) {
      calls.push(`${call};`);
      continue;
    }
    const slot = `$m${id}_${calls.length}`;
    const bank = bankOf(slot);
    calls.push(`${prefix}${bank}.${slot} = ${call};`);
    const add = (name: string, member: string): void => {
      imported.set(name, { bank, path: `.${slot}${member}` });
    };
    if (clause.name) add(clause.name.text, '.default');
    const bindings = clause.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) add(bindings.name.text, '');
    else if (bindings)
      for (const { name, propertyName } of bindings.elements) {
        const member = propertyName ?? name;
        add(name.text, ts.isIdentifier(member) ? `.${member.text}` : `[${JSON.stringify(member.text)}]`);
      }
  }
  return { imported, calls };
}

/** `with { type: 'json' }` as the second argument of a call. */
function attributes({ attributes: list }: TS.ImportDeclaration, file: TS.SourceFile): string[] {
  if (!list) return [];
  const entries = list.elements.map(
    ({ name, value }) => `${JSON.stringify(name.text)}: ${value.getText(file)}`,
  );
  return [`{ with: { ${entries.join(', ')} } }`];
}
