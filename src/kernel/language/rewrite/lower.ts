// Decorators and auto-accessors, which no engine has yet, in JavaScript of 2022.
import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import type TS from 'typescript';
import { ts } from '../typescript.ts';

export interface Script {
  readonly js: string;
  /** Source map (version 3, JSON). */
  readonly map: string;
}

/** The script itself where it has nothing to lower. */
export function lower({ js, map }: Script, file: TS.SourceFile): Script {
  if (!isNew(file)) return { js, map };
  const { outputText, sourceMapText } = ts.transpileModule(js, {
    fileName: 'cell.js',
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      allowJs: true,
      noEmitHelpers: true,
      sourceMap: true,
    },
  });
  return { js: outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, ''), map: traced(sourceMapText!, map) };
}

const isNew = (node: TS.Node): boolean =>
  (ts.canHaveModifiers(node) &&
    (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AccessorKeyword) ?? false)) ||
  (ts.canHaveDecorators(node) && (ts.getDecorators(node)?.length ?? 0) > 0) ||
  (ts.forEachChild(node, (child) => isNew(child) || undefined) ?? false);

/** The map that `first` and then `second` make. */
function traced(first: string, second: string): string {
  const below = decode((JSON.parse(second) as { mappings: string }).mappings);
  const above = decode((JSON.parse(first) as { mappings: string }).mappings);
  const mappings = above.map((line) =>
    line.flatMap((segment): SourceMapSegment[] => {
      if (segment.length === 1) return [];
      const origin = below[segment[2]]?.findLast((candidate) => candidate[0] <= segment[3]);
      return origin && origin.length > 1 ? [[segment[0], 0, origin[2]!, origin[3]!]] : [];
    }),
  );
  return JSON.stringify({ ...(JSON.parse(second) as object), mappings: encode(mappings) });
}
