// Which figures show what a claim is about.

interface Drawn {
  readonly id: string;
  readonly experiments: readonly string[];
}

/**
 * Ids of the figures of the claim's experiments, the nearest first: the one that the source names (`Figure 3`), then those
 * that draw all of its experiments and fewest others; where none draws all, those that draw some.
 */
export function nearestFigures(
  claim: { readonly id: string; readonly source: string; readonly experiments: readonly string[] },
  figures: readonly Drawn[],
): string[] {
  const paper = claim.id.split('/')[0]!;
  const cited = [...claim.source.matchAll(/Figure (\d+)/g)].map(([, n]) => `${paper}/figure${n}`);
  const shared = (figure: Drawn): number =>
    claim.experiments.filter((id) => figure.experiments.includes(id)).length;
  const most = Math.max(0, ...figures.map(shared));
  if (most === 0) return [];
  const rank = (figure: Drawn): number => (cited.includes(figure.id) ? 0 : figure.experiments.length);
  return figures
    .filter((figure) => shared(figure) === most)
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ id }) => id);
}
