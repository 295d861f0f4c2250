// The target column of a table as numbers for a loss.
import { type Classes, encodeLabels, type Loss } from '../convex/index.ts';
import { numbersOf, type Table, TableError, wordsOf } from '../tables/index.ts';

/** Labels where there are classes, else the numbers. Errors: `TableError` with the first cell that is neither class. */
export function targetsOf(
  table: Table,
  name: string,
  loss: Loss,
  classes: Classes | undefined,
): Float64Array {
  if (!classes)
    return numbersOf(
      table,
      name,
      `the ${loss.name} loss takes numbers; for classes use --loss bce or --loss hinge`,
    );
  const labels = wordsOf(table, name);
  const { negative, positive } = classes;
  const bad = labels.findIndex((label) => label !== negative && label !== positive);
  if (bad >= 0)
    throw new TableError(
      `${table.source}, ${table.place(bad)}, column "${name}": the label is "${labels[bad]}"; the classes of the training data are "${negative}" and "${positive}"`,
    );
  return encodeLabels(labels, classes, loss);
}
