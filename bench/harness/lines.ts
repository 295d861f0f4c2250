// Results of a case as lines of a table on the console.
import { digits, duration } from './duration.ts';
import type { CaseResult, Contestant } from './results.ts';

/** A quantity with its unit. */
export const quantity = (value: number, unit: CaseResult['unit']): string =>
  unit === 's' ? duration(value) : `${digits(value)} MB`;

/** `2.31 (2.2 to 2.5)`: median and quartiles of the rounds, or what one round gave. */
export function spread({ ratio, rounds }: Contestant): string {
  if (ratio === undefined) return '';
  const { median, low, high } = ratio;
  return rounds.length < 2 ? factor(median) : `${factor(median)} (${factor(low)} to ${factor(high)})`;
}

/** Two digits below 10, none behind the point above. */
const factor = (value: number): string => (value < 9.95 ? value.toPrecision(2) : String(Math.round(value)));

/** `512`, `0.0001` as `1e-4`. */
const sizeText = (value: number): string =>
  value < 0.1 ? value.toExponential(0) : value.toLocaleString('en');

export const header = `${'case'.padEnd(64)}${'contender'.padEnd(28)}${'median (least)'.padEnd(24)}over ours, median (quartiles)`;

/** The name of a case with its size. */
export const titleOf = ({ case: name, size }: Pick<CaseResult, 'case' | 'size'>): string =>
  size === undefined ? name : `${name}, ${size.symbol} = ${sizeText(size.value)}`;

/** What the memory of a case's contenders is called. */
export const memoryTitle = (name: string): string => `${name}, memory`;

export const linesOf = ({ unit, contestants, ...one }: CaseResult): string[] =>
  contestants.map((contestant, k) => {
    const { name, median, best, note = '' } = contestant;
    const time = median === undefined ? '-' : `${quantity(median, unit)} (${quantity(best!, unit)})`;
    const cells = [
      `${k === 0 ? titleOf(one) : ''} `.padEnd(64),
      name.padEnd(28),
      time.padEnd(24),
      spread(contestant).padEnd(24),
    ];
    return `${cells.join('')}${note}`.trimEnd();
  });
