// How costs grow with the size of a case: the exponent of a power law through the least times,
// which a busy machine disturbs least, with its standard error.
import { LEVEL, powerLaw } from '../../src/stats/index.ts';
import { studentQuantile } from '../../src/stats/student.ts';
import type { CaseResult, Growth } from './results.ts';

const FEWEST = 5; // sizes

/** One entry for each contestant of each case that was measured at five sizes or more. */
export function growthOf(cases: readonly CaseResult[]): Growth[] {
  const sized = cases.filter(({ size }) => size !== undefined);
  const series = Map.groupBy(sized, (one) => `${one.case}|${one.size!.symbol}|${one.unit}`);
  return [...series.values()].flatMap((members) => {
    const names = new Set(members.flatMap(({ contestants }) => contestants.map(({ name }) => name)));
    return [...names].flatMap((name): Growth[] => {
      const at = members.flatMap(({ size, contestants }) => {
        const least = contestants.find((one) => one.name === name)?.best;
        return least !== undefined && least > 0 ? [{ size: size!.value, least }] : [];
      });
      if (at.length < FEWEST) return [];
      const { case: title, size, unit } = members[0]!;
      const [sizes, least] = [at.map((one) => one.size), at.map((one) => one.least)];
      return [{ case: title, symbol: size!.symbol, unit, contestant: name, sizes, ...slope(sizes, least) }];
    });
  });
}

/** Slope of log y over log x with the standard error of least squares. */
export function slope(
  x: readonly number[],
  y: readonly number[],
): { readonly exponent: number; readonly standardError: number } {
  const { value, high } = powerLaw(x, y);
  return { exponent: value, standardError: (high - value) / studentQuantile(LEVEL, x.length - 2) };
}
