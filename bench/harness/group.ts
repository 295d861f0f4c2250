// What a file of bench/groups exports: the cases of one part of the project, and the peers they need.
import { type Case, contest, labelOf } from './contest.ts';
import type { CaseResult } from './results.ts';

/** One step of a group, between whose ends nothing is shown: usually one case. */
export interface Task {
  readonly label: string;
  readonly measure: () => Promise<readonly CaseResult[]>;
  /** Of a case: its contenders one by one, for the memory that each needs. */
  readonly single?: Case;
}

export interface Opened extends AsyncDisposable {
  readonly tasks: readonly Task[];
  readonly versions: { readonly [name: string]: string };
  /** Peers that are missing, and why. */
  readonly absent: { readonly [name: string]: string };
}

export interface Group {
  readonly title: string;
  /** About how long it takes, before it was ever measured; in seconds. */
  readonly seconds: { readonly full: number; readonly quick: number };
  /** Starts the peers. */
  readonly open: (quick: boolean) => Promise<Opened>;
}

export const taskOf = (one: Case): Task => ({
  label: labelOf(one),
  measure: async () => [await contest(one)],
  single: one,
});
