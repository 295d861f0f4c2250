// Computed runs against recorded ones: the same bits, equal within the experiment's tolerance, or different.
import type { Json, Result } from '../spec/experiment.ts';

export type Agreement = 'identical' | 'equal' | 'different' | 'not recorded';

export interface Comparison {
  /** The worst of all pairs; `not recorded` where there is none. */
  readonly agreement: Agreement;
  readonly pairs: number;
  /** Largest relative difference of two numbers; infinite where something else differs. */
  readonly largest: number;
  /** Where it is, as `seed 3, records[0].loss[17]: 0.5 recorded, 0.25 computed`. */
  readonly where?: string;
}

/** A recorded and a computed run of the same settings and seed. */
export interface Pair {
  readonly recorded: Result;
  readonly computed: Result;
}

/** `tolerance`: largest relative difference of numbers that still counts as equal. */
export function compare(pairs: readonly Pair[], tolerance: number): Comparison {
  let largest = -1;
  let where: string | undefined;
  for (const { recorded, computed } of pairs) {
    const differs: Seen = (size, path, a, b) => {
      if (size <= largest) return;
      largest = size;
      where = `seed ${computed.seed}, ${path}: ${brief(a)} recorded, ${brief(b)} computed`;
    };
    walk(recorded.records, computed.records, 'records', differs);
  }
  if (pairs.length === 0) return { agreement: 'not recorded', pairs: 0, largest: 0 };
  if (where === undefined) return { agreement: 'identical', pairs: pairs.length, largest: 0 };
  return { agreement: largest <= tolerance ? 'equal' : 'different', pairs: pairs.length, largest, where };
}

type Seen = (size: number, path: string, a: Json | undefined, b: Json | undefined) => void;

function walk(a: Json | undefined, b: Json | undefined, path: string, differs: Seen): void {
  if (Object.is(a, b)) return;
  if (typeof a === 'number' && typeof b === 'number') {
    const size = a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
    differs(Number.isNaN(size) ? Number.POSITIVE_INFINITY : size, path, a, b);
  } else if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) differs(Number.POSITIVE_INFINITY, `${path}.length`, a.length, b.length);
    else
      for (let i = 0; i < a.length; i++)
        if (!Object.is(a[i], b[i])) walk(a[i], b[i], `${path}[${i}]`, differs);
  } else if (isFields(a) && isFields(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
      walk(a[key], b[key], `${path}.${key}`, differs);
  } else differs(Number.POSITIVE_INFINITY, path, a, b);
}

const isFields = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function brief(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
