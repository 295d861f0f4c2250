// Kept cells by their declarations: a type that was inferred once need not be inferred for every later cell.
import type TS from 'typescript';
import { cellSpecifier } from './paths.ts';

/** A text for the edited cell that brings cells into the program. */
export const importOf = (cells: readonly number[]): string =>
  cells.map((id) => `import type {} from "${cellSpecifier(id)}";\n`).join('');

/**
 * The declaration file of a cell: what later cells see of it, with every type written out. Undefined where TypeScript
 * cannot write a type down (a private name, an unnamed class): such a cell stays as it is. Takes 1 to 20 ms.
 */
export function declarationsOfCell(program: TS.Program, path: string): string | undefined {
  const file = program.getSourceFile(path);
  if (!file || program.getDeclarationDiagnostics(file).length > 0) return undefined;
  let text: string | undefined;
  const emit = program.emit as (
    ...parameters: [...Parameters<TS.Program['emit']>, forceDts: true]
  ) => unknown;
  emit(
    file,
    (name, content) => {
      if (name.endsWith('.d.ts')) text = content;
    },
    undefined,
    true,
    undefined,
    true, // As the service itself does it where the option `declaration` is off.
  );
  return text;
}
