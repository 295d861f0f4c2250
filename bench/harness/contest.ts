// A case of a bench: contenders take turns in every round, so that a busy neighbour slows all of them.
import { quantile } from '../../src/stats/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { ratio } from './ratio.ts';
import type { CaseResult, Contestant } from './results.ts';

export interface Contender {
  readonly name: string;
  /** Untimed, once, before the first round. */
  readonly prepare?: (() => unknown) | undefined;
  /** Runs once and returns what that took, in the unit of the case. */
  readonly run: () => number | Promise<number>;
  /** Most rounds, for one that takes too long for all of them. */
  readonly rounds?: number | undefined;
  /** What must be said of its figures, after all rounds. */
  readonly note?: (() => string | undefined) | undefined;
  /** Peak memory in MB so far of the process it runs in; without it, this process. */
  readonly peak?: (() => Promise<number>) | undefined;
}

export interface Case {
  readonly name: string;
  readonly size?: { readonly symbol: string; readonly value: number };
  readonly unit?: 's' | 'MB';
  readonly flops?: number;
  readonly rounds: number;
  /** Whether the memory of each contender is measured too, in a process of its own. */
  readonly memory?: boolean;
  /** Ours first; what they allocate in `arena` is released when the case is over. */
  readonly contenders: (arena: Arena) => readonly Contender[];
}

/** `product, n = 512`. */
export const labelOf = ({ name, size }: Pick<Case, 'name' | 'size'>): string =>
  size === undefined ? name : `${name}, ${size.symbol} = ${size.value}`;

export async function contest(one: Case): Promise<CaseResult> {
  using arena = new Arena();
  const contenders = one.contenders(arena);
  for (const { prepare } of contenders) await prepare?.();
  const rounds = contenders.map((): number[] => []);
  for (let round = 0; round < one.rounds; round++)
    for (const [k, { run, rounds: most = one.rounds }] of contenders.entries())
      if (round < most) rounds[k]!.push(await run());
  return resultOf(
    one,
    contenders.map(({ name, note }, k) => ({ name, rounds: rounds[k]!, note: note?.() })),
  );
}

export type Measured = Pick<Contestant, 'name' | 'rounds'> & { readonly note?: string | undefined };

/** With least, median and ratios to the first. */
export function resultOf(
  { name, size, unit = 's', flops }: Pick<Case, 'name' | 'size' | 'unit' | 'flops'>,
  measured: readonly Measured[],
): CaseResult {
  const ours = measured[0]!.rounds;
  return {
    case: name,
    ...(size && { size }),
    unit,
    better: 'lower',
    ...(flops !== undefined && { flops }),
    contestants: measured.map(({ name, rounds, note }, k) => ({
      name,
      rounds: [...rounds],
      ...(rounds.length > 0 && { best: Math.min(...rounds), median: quantile(rounds, 0.5) }),
      ...(k > 0 &&
        rounds.length > 0 &&
        ours.length > 0 &&
        !ours.includes(0) && { ratio: ratio(rounds, ours) }),
      ...(note !== undefined && { note }),
    })),
  };
}

/** Seconds of a synchronous function, mean of so many runs, each after an untimed preparation. */
export function seconds(run: () => void, repeats = 1, before?: () => void): number {
  let total = 0;
  for (let k = 0; k < repeats; k++) {
    before?.();
    const start = performance.now();
    run();
    total += performance.now() - start;
  }
  return total / 1000 / repeats;
}
