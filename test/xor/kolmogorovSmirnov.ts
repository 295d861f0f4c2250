/** Two-sample Kolmogorov-Smirnov distance times sqrt(n m / (n + m)); P(> 2) is 7e-4 for equal laws, ties lower it. */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): number {
  const merged = [...a.map((x) => [x, 1 / a.length] as const), ...b.map((x) => [x, -1 / b.length] as const)];
  merged.sort((x, y) => x[0] - y[0]);
  let difference = 0;
  let worst = 0;
  for (const [k, [x, weight]] of merged.entries()) {
    difference += weight;
    if (x !== merged[k + 1]?.[0]) worst = Math.max(worst, Math.abs(difference));
  }
  return worst * Math.sqrt((a.length * b.length) / (a.length + b.length));
}
