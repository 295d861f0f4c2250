// The second pass over a cell: from the JavaScript that TypeScript emits for it, an ES module, to a function whose
// top-level names are properties of banks (`CompiledCell.code`).
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import { type Binding, ownBinding, strongest, type Use } from './binding.ts';
import type { RewriteMap } from './composeMaps.ts';
import { deadZoneOf } from './deadZone.ts';
import { createEdits, type Inserted } from './edits.ts';
import { importsOf } from './imports.ts';
import { finishList } from './lists.ts';
import { copyAroundLoops } from './loops.ts';
import { parseScript } from './parseScript.ts';
import { type Bound, isTrapped, replaceBound, replaceFree } from './resolve.ts';
import { assignClass, rewriteStatement } from './statements.ts';
import { patternNames, type TopLevel, topLevelOf } from './topLevel.ts';
import { type Walk, walk } from './walk.ts';

export interface RewriteOptions {
  /** The cell's id, in the names of the namespaces it imports. */
  readonly id: number;
  /** Names of earlier cells that the cell may use. */
  readonly names: ReadonlyMap<string, Binding>;
  /**
   * What functions of earlier cells do with names: `uses` of all cells ever kept, merged with `mergeUses`. Loops rely on
   * it: a cell left out here would not see, or lose, what a loop writes.
   */
  readonly uses: ReadonlyMap<string, Use>;
  /** Bank for a name; the same each time. */
  readonly bankOf: (name: string) => number;
  /** Names that later cells see; all without it. Others, such as TypeScript's temporaries, stay local. */
  readonly values?: ReadonlySet<string>;
}

export interface Rewritten {
  /** `async ($k, $0, ...) => {...}`. */
  readonly code: string;
  /** For `composeMaps`. */
  readonly map: RewriteMap;
  /** Names that later cells see, for their `names`. */
  readonly declared: ReadonlyMap<string, Binding>;
  /** What functions of the cell do with names, its own and earlier ones. */
  readonly uses: ReadonlyMap<string, Use>;
  /** Banks that the code takes. */
  readonly banks: number;
}

/**
 * Imports from modules named `cell:...` are dropped, with `export` in all forms. Semantics are those of a module, but:
 * the engine's messages quote the code (`display/userNames.ts`); names of one pattern but its last count as declared from its
 * initializer on; a target of a pattern in its dead zone throws before its default is evaluated; an import is
 * looked for when the cell runs, not before. Cost: .2 ms for 20 lines. Never throws: syntax errors are left to the
 * engine.
 */
export function rewriteCell(js: string, options: RewriteOptions): Rewritten {
  const script = parseScript(js);
  const { statements } = script;
  const prefix = unusedPrefix(js);
  const runtime = `${prefix}k`;
  const trap = `${prefix}c`;
  const { bankOf, values } = options;
  let banks = 0;
  const bankName = (bank: number): string => {
    banks = Math.max(banks, bank + 1);
    return prefix + bank;
  };

  const topLevel = topLevelOf(statements);
  const imports = importsOf(script, options.id, runtime, bankOf, bankName);
  const declared = new Map(imports.bindings);
  for (const [name, { kind }] of topLevel)
    if (kind !== 'using' && kind !== 'import' && (!values || values.has(name)))
      declared.set(name, ownBinding(name, bankOf(name), kind === 'const'));

  const edits = createEdits(script);
  const at: Walk = { ...script, edits, runtime, references: [], loops: [], awaits: [], calls: [], lists: [] };
  walkStatements(at);
  const bound = bind(at, topLevel, declared, options.names, bankName);
  const uses = usesOf(bound);
  const useOf = (name: string): Use | undefined => strongest(uses.get(name), options.uses.get(name));
  copyAroundLoops(at, bound, { useOf, prefix });
  for (const one of bound) replaceBound(at, one, trap);
  const accessOf = (name: string): string => {
    const binding = declared.get(name);
    return binding ? bankName(binding.bank) + binding.path : name;
  };
  finishDeclarations(at, bound, accessOf);

  const names = [...topLevel].map(([name, { kind }]) => ({ name, kind, isLocal: !declared.has(name) }));
  const local = names.filter(({ kind, isLocal }) => isLocal && kind !== 'using' && kind !== 'function');
  const functions = names.filter(({ kind, isLocal }) => kind === 'function' && !isLocal);
  const head: Inserted[] = [
    { text: bound.some(isTrapped) ? `const ${trap} = 0; ` : '' },
    { text: local.length > 0 ? `let ${local.map(({ name }) => name).join(', ')}; ` : '' },
    ...imports.head,
    ...functions.map(({ name }) => ({ text: `${accessOf(name)} = ${name}; ` })),
  ];
  const parameters = [runtime, ...Array.from({ length: banks }, (_, bank) => prefix + bank)];
  const start = { text: `async (${parameters.join(', ')}) => {"use strict"; ` };
  const { code, map } = edits.apply([start, ...head], '\n}');
  return { code, map, declared, uses, banks };
}

function walkStatements(at: Walk): void {
  const { statements } = at;
  const last = statements.findLast((statement) => !ts.isEmptyStatement(statement) && !isDropped(statement));
  for (const [index, statement] of statements.entries()) {
    rewriteStatement(at, statement, statement === last);
    if (!isDropped(statement))
      walk(at, statement, { scope: undefined, inFunction: false, ownThis: false, statement: index });
  }
}

const isDropped = (statement: TS.Statement): boolean =>
  ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);

/** Finds the bindings of references; what has none is a global, or TypeScript's. */
function bind(
  at: Walk,
  topLevel: TopLevel,
  declared: ReadonlyMap<string, Binding>,
  names: ReadonlyMap<string, Binding>,
  bankName: (bank: number) => string,
): Bound[] {
  const isInDeadZone = deadZoneOf(at.statements, topLevel);
  const bound: Bound[] = [];
  for (const reference of at.references) {
    const { name } = reference;
    const isOwn = topLevel.has(name);
    const binding = declared.get(name) ?? (isOwn ? undefined : names.get(name));
    if (binding) {
      const { bank, path, constant, imported } = binding;
      const access = bankName(bank) + path;
      bound.push({ reference, access, constant, imported, checked: isInDeadZone(reference), copied: false });
    } else if (!isOwn) replaceFree(at, reference);
  }
  return bound;
}

function finishDeclarations(at: Walk, bound: readonly Bound[], accessOf: (name: string) => string): void {
  const marked = new Set(bound.filter(({ checked }) => checked).map(({ reference }) => reference.name));
  for (const list of at.lists) {
    const names = list.declarations.flatMap(({ name }) => patternNames(name));
    finishList(
      at,
      list,
      names.some((name) => marked.has(name)),
    );
  }
  for (const statement of at.statements)
    if (ts.isClassDeclaration(statement) && statement.name) {
      const { text } = statement.name;
      assignClass(at, statement, accessOf(text), marked.has(text));
    }
}

/** What functions of the cell do with names. */
function usesOf(bound: readonly Bound[]): Map<string, Use> {
  const uses = new Map<string, Use>();
  for (const { reference } of bound)
    if (reference.inFunction)
      uses.set(reference.name, strongest(uses.get(reference.name), reference.writes ? 'write' : 'read')!);
  return uses;
}

/** What no identifier of the text begins with. */
function unusedPrefix(js: string): string {
  let prefix = '$';
  if (/\$[\w$]/.test(js))
    do prefix += '$';
    while (js.includes(prefix));
  return prefix;
}
