// Experiments, figures or claims by what stands on the command line: an id, or a paper for all of its own.

/** Wrong use of the command line: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Items named by ids or papers, each once, in the order of `items`; all where nothing is named. Errors: `UsageError`. */
export function select<T extends { readonly id: string }>(
  items: readonly T[],
  names: readonly string[],
  kind: string,
): T[] {
  if (names.length === 0) return [...items];
  const matches = (id: string, name: string): boolean => id === name || id.startsWith(`${name}/`);
  for (const name of names)
    if (!items.some(({ id }) => matches(id, name))) throw new UsageError(unknown(name, items, kind));
  return items.filter(({ id }) => names.some((name) => matches(id, name)));
}

function unknown(name: string, items: readonly { readonly id: string }[], kind: string): string {
  const ids = items.map(({ id }) => id);
  const known = [...new Set([...ids.map((id) => id.split('/')[0]!), ...ids])];
  if (known.length === 0) return `there is no ${kind} "${name}", nor any other`;
  const nearest =
    known.find((id) => id.startsWith(name)) ??
    known.reduce((best, id) => (distance(name, id) < distance(name, best) ? id : best));
  return `there is no ${kind} "${name}"; the nearest is "${nearest}". There are: ${known.join(', ')}`;
}

/** The `count` ids that are most like the name, the nearest first. */
export const nearest = (name: string, ids: readonly string[], count: number): string[] =>
  ids.toSorted((a, b) => distance(name, a) - distance(name, b)).slice(0, count);

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, character] of [...a].entries()) {
    const above = row;
    row = [i + 1];
    for (let j = 0; j < b.length; j++)
      row.push(Math.min(row[j]! + 1, above[j + 1]! + 1, above[j]! + (character === b[j] ? 0 : 1)));
  }
  return row[b.length]!;
}
