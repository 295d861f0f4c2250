// Paths as TypeScript writes them, and the paths of cells.

/** With forward slashes, also on Windows. */
export const slashed = (path: string): string => path.replaceAll('\\', '/');

const CELL = /^\.\/\^cell-(\d+)(?:\.js|\.ts)?$/;

/** Path of a file in a folder, which may be the root. */
export const pathIn = (folder: string, name: string): string => `${folder.replace(/\/$/, '')}/${name}`;

/** A cell's file stands in the session's folder, so that its imports resolve from there; it is never on disk. */
export const cellPath = (folder: string, id: number): string => pathIn(folder, `^cell-${id}.ts`);

/** The cell being compiled or edited. */
export const editedPath = (folder: string): string => pathIn(folder, '^cell.ts');

export const cellSpecifier = (id: number): string => `./^cell-${id}.js`;

export const idOfSpecifier = (specifier: string): number | undefined => {
  const id = CELL.exec(specifier)?.[1];
  return id === undefined ? undefined : Number(id);
};

const MODE = /, \{ with: \{ "resolution-mode": "(?:import|require)" \} \}(?=\))/g;

/** `import("/folder/^cell-3").Point` as messages and types have it becomes `In [3].Point`. */
export const withoutCellPaths = (text: string, labelOf: (id: number) => string | undefined): string =>
  text
    .replace(MODE, '')
    .replace(/import\("[^"]*\/\^cell-(\d+)"\)/g, (all, id) => labelOf(Number(id)) ?? all)
    .replace(/import\("[^"]*\/\^cell"\)\./g, '');
