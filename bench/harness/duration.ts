// Seconds as a reader of a table wants them.

const UNITS = [
  [1e-3, 1e-6, 'µs'],
  [1, 1e-3, 'ms'],
  [100, 1, 's'],
  [6000, 60, 'min'],
  [Infinity, 3600, 'h'],
] as const;

/** Three digits with the unit that suits. */
export function duration(s: number): string {
  const [, unit, name] = UNITS.find(([below]) => s < below)!;
  return `${digits(s / unit)} ${name}`;
}

/** Three significant digits, without an exponent. */
export const digits = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : value.toPrecision(3).replace(/e.*/, '');
