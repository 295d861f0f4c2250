// Decorators and `accessor`, which Node does not have: a second transpilation of the cells that use them.
import type TS from 'typescript';
import type { Emitted } from './emit.ts';
import { decodeMappings, encodeMappings, type Segment } from './rewrite/vlq.ts';
import { ts } from './typescript.ts';

/** Whether emitted JavaScript has decorators or accessors left; the text is searched before the tree. */
export function needsLowering(js: string): boolean {
  if (!/@|\baccessor\b/.test(js)) return false;
  const file = ts.createSourceFile('cell.js', js, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
  const visit = (node: TS.Node): boolean =>
    node.kind === ts.SyntaxKind.Decorator ||
    node.kind === ts.SyntaxKind.AccessorKeyword ||
    (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  return visit(file);
}

/** The same in ES2022. Helpers are called by name (`__esDecorate`), as everywhere in emitted code. */
export function lowered({ js, map, values }: Emitted): Emitted {
  const { outputText, sourceMapText } = ts.transpileModule(js, {
    fileName: 'cell.js',
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      allowJs: true,
      verbatimModuleSyntax: true,
      noEmitHelpers: true,
      sourceMap: true,
    },
  });
  return {
    js: outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'),
    map: chained(sourceMapText!, map),
    values,
  };
}

/** Source map that goes through `first`, then `second`. */
function chained(first: string, second: string): string {
  const { mappings: rest, ...origin } = JSON.parse(second) as { mappings: string };
  const lines = new Map<number, Segment[]>();
  for (const segment of decodeMappings(rest)) {
    const line = lines.get(segment.line) ?? [];
    lines.set(segment.line, line);
    line.push(segment);
  }
  const through = decodeMappings((JSON.parse(first) as { mappings: string }).mappings).flatMap((segment) => {
    const { sourceLine, sourceColumn } = segment;
    const target = lines.get(sourceLine)?.findLast(({ column }) => column <= sourceColumn);
    return target ? [{ ...target, line: segment.line, column: segment.column }] : [];
  });
  return JSON.stringify({ ...origin, mappings: encodeMappings(through) });
}
