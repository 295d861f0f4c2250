// Kept cells by their declarations: a type that was inferred once need not be inferred for every later cell.
import type { Service } from './service.ts';

/**
 * Puts the declaration file of the cell at `path` in place of its text. A cell stays as it is where TypeScript cannot
 * write its types down (a private name, an unnamed class) or where it augments other modules. Takes 1 to 20 ms. Gives the declarations.
 */
export function replaceByDeclarations(service: Service, path: string): string | undefined {
  const program = service.program();
  const file = program.getSourceFile(path);
  if (!file) return undefined;
  if (program.getDeclarationDiagnostics(file).length > 0) return undefined;
  let text: string | undefined;
  program.emit(
    file,
    (name, content) => {
      if (name.endsWith('.d.ts')) text = content;
    },
    undefined,
    true,
    undefined,
    // @ts-expect-error The sixth parameter is how the service itself gets declarations without the option `declaration`.
    true,
  );
  if (text !== undefined) service.put(path, text);
  return text;
}
