// From a cell's text to a script for the worker, or to what the type checker has against it.
import type TS from 'typescript';
import type { Compilation, Diagnostic } from '../contract.ts';
import type { Banks } from './banks.ts';
import { type DeclarationKind, VALUE } from './declared.ts';
import { type DiagnosticContext, tellDiagnostics } from './diagnostics.ts';
import { emitCell } from './emit.ts';
import { wideningConstants } from './literals.ts';
import { parseCell, syntaxErrors } from './parse.ts';
import type { Place } from './rewrite/rewriteCell.ts';
import type { CheckedCell, Session } from './session.ts';
import { toScript } from './toScript.ts';
import { ts } from './typescript.ts';

export interface CompiledText {
  readonly compilation: Compilation;
  /** What `keep` needs; undefined where the cell cannot run. */
  readonly checked?: CheckedCell;
  /** Where the names are found that it imports. */
  readonly imported?: ReadonlyMap<string, Place>;
}

/** Throws where TypeScript itself fails on the text. */
export function compileCell(
  session: Session,
  banks: Banks,
  source: string,
  id: number,
  label: string,
): CompiledText {
  const parsed = parseCell(source);
  const kindOf: DiagnosticContext['kindOf'] = (name) => session.scope().bindings.get(name)?.kind;
  const { told } = session;
  const syntax = syntaxErrors(parsed);
  if (syntax.length > 0) {
    const diagnostics = tellDiagnostics(syntax, { start: 0, end: source.length, kindOf, told });
    return { compilation: { status: 'error', diagnostics } };
  }

  session.service().refresh();
  const placed = session.place(parsed);
  const { start, end } = placed.module;
  const program = session.service().program();
  const file = program.getSourceFile(session.path)!;
  const found = [
    ...program.getSyntacticDiagnostics(file),
    ...(isUnchecked(source) ? [] : program.getSemanticDiagnostics(file)),
  ];
  const diagnostics = tellDiagnostics(found, { start, end, kindOf, told });
  if (diagnostics.some(({ severity }) => severity === 'error'))
    return { compilation: { status: 'error', diagnostics } };

  const earlier = new Map<string, Place & { constant: boolean }>();
  for (const [name, { kind, meanings }] of placed.taken)
    if (meanings & VALUE) earlier.set(name, { ...banks.placeOf(name), constant: CONSTANT.has(kind) });
  const checked = { ...placed, widening: wideningConstants(program, file) };
  const { code, map, imported } = toScript(emitCell(program, file), earlier, banks, {
    source,
    id,
    dropLines: 1,
    hasValue: endsWithExpression(parsed),
  });
  const cell = { id, label, source, code, map, banks: banks.count() };
  return { compilation: { status: 'ok', cell, warnings: diagnostics }, checked, imported };
}

/** Kinds of names that cannot be assigned to. */
const CONSTANT: ReadonlySet<DeclarationKind> = new Set(['const', 'import']);

const endsWithExpression = ({ statements }: TS.SourceFile): boolean => {
  const last = statements.at(-1);
  return last !== undefined && (ts.isExpressionStatement(last) || ts.isExportAssignment(last));
};

/** `// @ts-nocheck` among the comments at the head of a text. */
const isUnchecked = (source: string): boolean =>
  (ts.getLeadingCommentRanges(source, 0) ?? []).some(({ pos, end }) =>
    /^\/[/*]\s*@ts-nocheck\b/.test(source.slice(pos, end)),
  );

/** What a user can do about an error of the compiler itself: nothing but write the cell differently. */
export const compilerFailure = (error: unknown, source: string): Diagnostic => ({
  severity: 'error',
  code: 'TS0',
  message: `TypeScript failed on this cell: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}. Write it differently, or in smaller cells.`,
  start: 0,
  end: source.length,
});
