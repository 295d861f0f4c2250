// Notebook files for tests.
import { writeFileSync } from 'node:fs';

export type CellSource = string | { readonly markdown: string };

/** nbformat 4.5 with our kernel named in its metadata. */
export const notebook = (cells: readonly CellSource[], outputs: readonly object[] = []) => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {
    kernelspec: { name: 'assay', display_name: 'TypeScript (Assay)', language: 'typescript' },
    language_info: { name: 'typescript' },
  },
  cells: cells.map((cell, i) =>
    typeof cell === 'string'
      ? {
          ...{ id: `cell-${i}`, cell_type: 'code', metadata: {}, source: cell, execution_count: null },
          outputs: i === 0 ? outputs : [],
        }
      : { id: `cell-${i}`, cell_type: 'markdown', metadata: {}, source: cell.markdown },
  ),
});

export const writeNotebook = (
  path: string,
  cells: readonly CellSource[],
  outputs?: readonly object[],
): void => writeFileSync(path, JSON.stringify(notebook(cells, outputs)));

/** A cell whose value is a plotly figure, without any library. */
export const FIGURE = `({
  data: [{ type: 'scatter', mode: 'lines+markers', x: [1, 2, 3, 4], y: [1, 4, 9, 16], name: 'squares' }],
  layout: { title: { text: 'Squares' }, width: 600, height: 360, hovermode: 'closest' },
})`;
