// Whether a console should run what was typed or wait for more.
import type TS from 'typescript';
import { parseCell, syntaxErrors } from './parse.ts';
import { ts } from './typescript.ts';

export interface Completeness {
  readonly status: 'complete' | 'incomplete' | 'invalid';
  readonly indent: string;
}

/** "Unterminated string literal", "... regular expression literal": they end with their line, more text cannot help. */
const CANNOT_GROW = new Set([1002, 1161]);

/**
 * Incomplete where the first error of syntax stands at the end of the text, so that more text may mend it; the indent
 * then is that of the last line, and two spaces more after an opening bracket.
 */
export function isComplete(source: string): Completeness {
  const file = parseCell(source);
  const [error] = syntaxErrors(file);
  if (error && !(reachesEnd(error, source) && !CANNOT_GROW.has(error.code)))
    return { status: 'invalid', indent: '' };
  if (error || endsWithSignature(file)) return { status: 'incomplete', indent: indentAfter(source) };
  return { status: 'complete', indent: '' };
}

const reachesEnd = ({ start }: TS.DiagnosticWithLocation, source: string): boolean =>
  start >= source.trimEnd().length;

/** `function f()` without a body is a legal overload, but nobody means it alone. */
function endsWithSignature(file: TS.SourceFile): boolean {
  const last = file.statements.at(-1);
  return (
    last !== undefined &&
    ts.isFunctionDeclaration(last) &&
    last.body === undefined &&
    !last.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) &&
    !/;\s*$/.test(file.text)
  );
}

function indentAfter(source: string): string {
  const { open, inText } = brackets(source);
  if (inText) return '';
  const lines = source.split('\n');
  const last = lines.findLast((line) => line.trim() !== '') ?? '';
  const indent = /^[ \t]*/.exec(last)![0];
  return open && /[([{]\s*(\/\/.*)?$/.test(last) ? `${indent}  ` : indent;
}

/** Whether a bracket is open at the end, and whether the end is within a template's text or a comment. */
function brackets(source: string): { open: boolean; inText: boolean } {
  const { SyntaxKind } = ts;
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, undefined, source);
  const stack: TS.SyntaxKind[] = [];
  for (let token = scanner.scan(); token !== SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token === SyntaxKind.CloseBraceToken && stack.at(-1) === SyntaxKind.TemplateHead)
      token = scanner.reScanTemplateToken(false);
    if (scanner.isUnterminated() && TEXTS.has(token)) return { open: true, inText: true };
    if (OPENING.has(token)) stack.push(token);
    else if (CLOSING.has(token)) stack.pop();
  }
  return { open: stack.length > 0, inText: /\/\*(?:(?!\*\/)[\s\S])*$/.test(source) && stack.length === 0 };
}

const OPENING = new Set([
  ts.SyntaxKind.OpenBraceToken,
  ts.SyntaxKind.OpenParenToken,
  ts.SyntaxKind.OpenBracketToken,
  ts.SyntaxKind.TemplateHead,
]);
const CLOSING = new Set([
  ts.SyntaxKind.CloseBraceToken,
  ts.SyntaxKind.CloseParenToken,
  ts.SyntaxKind.CloseBracketToken,
  ts.SyntaxKind.TemplateTail,
]);
const TEXTS = new Set([
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateHead,
  ts.SyntaxKind.TemplateMiddle,
  ts.SyntaxKind.TemplateTail,
]);
