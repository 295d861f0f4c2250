// Paper 2: the dynamics on XOR clusters at the paper's size on one core, against numpy, scipy and PyTorch on the same data, whose
// outputs must agree with ours.
import { type Case, contest, type Measured, resultOf } from '../harness/contest.ts';
import { type Group, type Task, taskOf } from '../harness/group.ts';
import type { CaseResult } from '../harness/results.ts';
import { startPeer } from '../peers/peer.ts';
import {
  autograd,
  dense,
  descent,
  drawing,
  increments,
  left,
  PAPER,
  right,
  type Sizes,
  stepCase,
  steps,
} from '../xor/descents.ts';

const [RUNS, CORES] = [100, 2]; // of each panel of the figure
const FIGURE = 'Figure 1, 200 runs on 2 cores, from its parts';

/** From the medians of its parts, as its peers take hours; ours with data and weights, theirs without. */
function figure(parts: ReadonlyMap<string, CaseResult>): CaseResult {
  const median = (label: string, name: string): number | undefined =>
    parts.get(label)?.contestants.find((one) => one.name === name)?.median;
  const sum = (...values: (number | undefined)[]): number[] => {
    const total = values.reduce((a, b) => (a === undefined || b === undefined ? undefined : a + b));
    return total === undefined ? [] : [(RUNS / CORES) * total];
  };
  const note = 'from the medians of its parts';
  const own = median('data and weights of a run', 'Assay');
  const runs = (name: string) => sum(median(LEFT, name), median(RIGHT, name));
  const step = median(`a step of gradient descent in p dimensions`, 'PyTorch float32');
  const measured: Measured[] = [
    { name: 'Assay', rounds: sum(median(LEFT, 'Assay'), median(RIGHT, 'Assay'), own, own), note },
    ...['scipy, flipped rows', 'numpy, dense masks'].map((name) => ({ name, rounds: runs(name), note })),
    {
      name: 'PyTorch float32',
      rounds: step === undefined ? [] : sum((steps(left) + steps(right)) * step),
      note: `${note}, in all p dimensions`,
    },
  ];
  return resultOf(
    { name: FIGURE },
    measured.filter(({ rounds }) => rounds.length > 0),
  );
}

const [LEFT, RIGHT] = ['left run, 50 steps', 'right run, 5000 steps'];

export const xor: Group = {
  title: 'XOR clusters: dynamics at the size of the paper',
  seconds: { full: 120, quick: 30 },
  open: async (quick) => {
    const peer = await startPeer('xor.py', ['numpy', 'scipy', 'torch']);
    const parts = new Map<string, CaseResult>();
    const kept = (one: Case): Task => ({
      ...taskOf(one),
      measure: async () => {
        const result = await contest(one);
        parts.set(one.name, result);
        return [result];
      },
    });
    const some = <T>(values: readonly T[]): readonly T[] => (quick ? values.slice(1, 3) : values);
    const growing = (name: string, symbol: keyof Sizes, values: readonly number[]) =>
      some(values).map((value) =>
        taskOf(
          descent(peer, name, left, { ...PAPER, [symbol]: value }, [increments('carried'), autograd], {
            rounds: quick ? 2 : 5,
            memory: symbol === 'n',
            size: { symbol, value },
          }),
        ),
      );
    const leftWays = [dense('carried'), increments('carried'), autograd];
    const rightWays = quick ? [] : [increments('counted'), dense('counted', 1)];
    return {
      tasks: [
        kept(drawing),
        kept(descent(peer, LEFT, left, PAPER, leftWays, { rounds: quick ? 3 : 7 })),
        kept(descent(peer, RIGHT, right, PAPER, rightWays, { rounds: quick ? 1 : 3 })),
        ...(quick ? [10_000] : [2500, 5000, 10_000, 20_000, 40_000]).map((p) =>
          kept(stepCase(peer, p, quick)),
        ),
        ...(quick ? [] : [{ label: FIGURE, measure: async () => [figure(parts)] }]),
        ...growing('left run as samples grow', 'n', [50, 100, 200, 300, 400]),
        ...growing('left run as the width grows', 'm', [125, 250, 500, 1000, 2000]),
      ],
      versions: peer.found,
      absent: peer.absent,
      [Symbol.asyncDispose]: async () => peer[Symbol.dispose](),
    };
  },
};
