// Contenders take turns in one run: a busy neighbour slows all of them.

/** Runs once and returns the seconds that this took. */
export type Contender = () => number | Promise<number>;

/** Least and median of several rounds, in seconds. */
export interface Times {
  readonly best: number;
  readonly median: number;
}

/** Times of each contender, which run one after another in every round. */
export async function takeTurns(rounds: number, contenders: readonly Contender[]): Promise<Times[]> {
  const seconds = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [k, run] of contenders.entries()) seconds[k]!.push(await run());
  return seconds.map(times);
}

/** A contender that takes too long for more than the first round. */
export function once(run: Contender): Contender {
  let first: number | undefined;
  return async () => {
    first ??= await run();
    return first;
  };
}

/** Seconds of a synchronous function. */
export function seconds(run: () => void): number {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}

function times(seconds: readonly number[]): Times {
  const sorted = seconds.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return { best: sorted[0]!, median: (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2 };
}
