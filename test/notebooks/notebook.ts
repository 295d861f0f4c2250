// The three notebooks as they are committed, for tests.
import { readFileSync } from 'node:fs';

export const names = ['convex-training', 'xor-grokking', 'sgd-stability'] as const;

export type Data = Readonly<Record<string, unknown>>;

export interface Output {
  readonly output_type: string;
  readonly name?: string;
  readonly data?: Data;
}

export interface Cell {
  readonly id: string;
  readonly cell_type: 'markdown' | 'code';
  readonly source: string;
  readonly execution_count?: number | null;
  readonly outputs?: readonly Output[];
}

const whole = (text: string | readonly string[]): string => (typeof text === 'string' ? text : text.join(''));

/** Texts of several lines as one. */
export function readNotebook(path: string): readonly Cell[] {
  const { cells } = JSON.parse(readFileSync(path, 'utf8')) as {
    cells: (Cell & { source: string | string[] })[];
  };
  return cells.map((cell) => ({
    ...cell,
    source: whole(cell.source),
    ...(cell.outputs && {
      outputs: cell.outputs.map((output) => ({
        ...output,
        ...(output.data && {
          data: Object.fromEntries(
            Object.entries(output.data).map(([mime, value]) => [
              mime,
              Array.isArray(value) && mime.startsWith('text/') ? whole(value as string[]) : value,
            ]),
          ),
        }),
      })),
    }),
  }));
}

export const PLOTLY = 'application/vnd.plotly.v1+json';

/** Figures among the outputs. */
export const figuresOf = (cells: readonly Cell[]): Data[] =>
  cells.flatMap(({ outputs = [] }) => outputs.flatMap(({ data }) => (data && PLOTLY in data ? [data] : [])));
