// Numbers as arguments of the command line. Errors: `InvalidArgumentError`, which commander tells with the option.
import { InvalidArgumentError } from 'commander';

export function naturalNumber(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError('an integer from 0 on is needed.');
  return value;
}

export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('a positive integer is needed.');
  return value;
}

export function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Infinity)) throw new InvalidArgumentError('a number above 0 is needed.');
  return value;
}

export function nonNegative(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!(value >= 0 && value < Infinity)) throw new InvalidArgumentError('a number from 0 on is needed.');
  return value;
}

/** `10%` as 0.1. */
export function percentage(text: string): number {
  const share = /^(\d+(?:\.\d+)?)\s?%$/.exec(text);
  const value = Number(share?.[1]) / 100;
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError('a percentage such as 10% is needed.');
  return value;
}
