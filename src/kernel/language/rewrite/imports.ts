// Static imports: namespaces kept in banks, under a name of their own, so that what is imported stays live.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import type { Binding } from './binding.ts';
import type { Inserted } from './edits.ts';
import type { Script } from './parseScript.ts';
import { importedNames, isCellImport } from './topLevel.ts';

export interface Imports {
  readonly bindings: Map<string, Binding>;
  readonly head: Inserted[];
}

/** Imports of the cell `id`, in their order, as statements for its head. */
export function importsOf(
  { file, statements }: Script,
  id: number,
  runtime: string,
  bankOf: (name: string) => number,
  bankName: (bank: number) => string,
): Imports {
  const bindings = new Map<string, Binding>();
  const head: Inserted[] = [];
  for (const statement of statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const specifier = statement.moduleSpecifier;
    if (!specifier || !ts.isStringLiteral(specifier) || isCellImport(statement)) continue;
    const at = statement.getStart(file);
    const load = `await ${runtime}.w(${runtime}.i(${JSON.stringify(specifier.text)}${attributes(file, statement)}))`;
    const names = ts.isImportDeclaration(statement) ? importedNames(statement) : [];
    if (names.length === 0) {
      head.push({ text: `${load}; `, at });
      continue;
    }
    const namespace = `import ${id}.${head.length}`;
    const bank = bankOf(namespace);
    const path = `["${namespace}"]`;
    const access = bankName(bank) + path;
    head.push({ text: `${access} = ${load}; `, at });
    for (const { name, exported } of names) {
      const member = exported === '*' ? '' : memberPath(exported);
      bindings.set(name, { bank, path: path + member, constant: true, imported: true });
      if (exported !== '*')
        head.push({ text: missing(JSON.stringify(exported), access, specifier.text, exported), at });
    }
  }
  return { bindings, head };
}

const memberPath = (name: string): string =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;

/** As a module's loader has it: an import that finds nothing fails at once, not where it is used. */
const missing = (key: string, access: string, specifier: string, name: string): string =>
  `if (!(${key} in ${access})) throw new SyntaxError(${JSON.stringify(
    `The requested module '${specifier}' does not provide an export named '${name}'`,
  )}); `;

const attributes = (
  file: TS.SourceFile,
  { attributes: found }: TS.ImportDeclaration | TS.ExportDeclaration,
): string =>
  found ? `, {with: {${found.elements.map((element) => element.getText(file)).join(', ')}}}` : '';
