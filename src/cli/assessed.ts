// What is said of a model's outputs on samples with known targets.
import type { Assessment } from '../convex/index.ts';
import { clopperPearson } from '../stats/index.ts';

/** Six digits are enough to read. */
export const short = (value: number): string => String(Number(value.toPrecision(6)));

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** One line: accuracy with its interval, or the root mean squared error. */
export function describeAssessment(assessment: Assessment): string {
  const { count, meanLoss, correct, rmse, explained } = assessment;
  const parts: string[] = [];
  if (correct !== undefined) {
    const { value, low, high, interval } = clopperPearson(correct, count);
    parts.push(
      `accuracy ${percent(value)} (${correct} of ${count}; ${percent(low)} to ${percent(high)}, ${interval})`,
    );
  }
  if (rmse !== undefined) parts.push(`root mean squared error ${short(rmse)}`);
  if (explained !== undefined) parts.push(`R^2 ${explained.toFixed(4)}`);
  if (correct === undefined) parts.push(`${count} samples`);
  return `${parts.join(', ')}; mean loss ${short(meanLoss)}`;
}

/** The same for a program to read. */
export function plainAssessment(assessment: Assessment) {
  const { count, correct } = assessment;
  if (correct === undefined) return assessment;
  const { value, low, high, interval } = clopperPearson(correct, count);
  return { ...assessment, accuracy: { value, low, high, interval } };
}
