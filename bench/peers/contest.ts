// Ours against peers on one task, in turns, as a line of a table each.
import type { Peer } from './peer.ts';
import { type Contender, type Times, takeTurns } from './turns.ts';

export interface Opponent {
  readonly name: string;
  /** Modules of the peer without which it is left out. */
  readonly needs: readonly string[];
  readonly run: Contender;
}

export interface Result {
  readonly task: string;
  readonly ours: Times;
  readonly peers: { readonly [name: string]: Times };
}

export type Contest = (
  task: string,
  rounds: number,
  ours: Contender,
  opponents?: readonly Opponent[],
) => Promise<Result>;

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
  return `${(s / unit).toPrecision(3)} ${name}`;
}

const pair = ({ best, median }: Times): string => `${duration(best)} (${duration(median)})`;

/** Times ours in turns with those opponents whose modules are there, and says a line for each; columns of these widths. */
export const contestsWith =
  (
    peer: Peer,
    say: (line: string) => void,
    widths: { readonly task: number; readonly peer: number },
  ): Contest =>
  async (task, rounds, ours, opponents = []) => {
    const here = opponents.filter(({ needs }) => needs.every((module) => module in peer.found));
    const [own, ...others] = await takeTurns(rounds, [ours, ...here.map(({ run }) => run)]);
    const line = `${task.padEnd(widths.task)}${pair(own!).padEnd(20)}`;
    if (here.length === 0) say(line);
    others.forEach((theirs, i) => {
      const ratio = `${(theirs.best / own!.best).toFixed(1)} (${(theirs.median / own!.median).toFixed(1)})`;
      say(`${line}${here[i]!.name.padEnd(widths.peer)}${pair(theirs).padEnd(20)}${ratio}`);
    });
    return { task, ours: own!, peers: Object.fromEntries(here.map(({ name }, i) => [name, others[i]!])) };
  };
