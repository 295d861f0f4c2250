// Steps of SGD and GD.
import type { BatchSize, DescentSettings, Position } from '../../src/stability/index.ts';
import { loopsOf, plainLoops } from '../../src/stability/loops.ts';
import { type Case, seconds } from '../harness/contest.ts';
import { later } from '../harness/later.ts';
import type { Peer } from '../peers/peer.ts';
import { asked, loader } from './ask.ts';
import type { Make } from './networks.ts';

const ROUNDS = 9;

/** A step on so many samples: ours in a call of `count` steps, the others in fewer. */
export const step =
  (peer: Peer) =>
  (
    name: string,
    make: Make,
    batchSize: BatchSize,
    count: number,
    theirs: number,
    size?: Case['size'],
  ): Case => ({
    name,
    ...(size && { size }),
    rounds: ROUNDS,
    contenders: (arena) => {
      const network = later(() => make(arena));
      const parts = later(() => {
        const { problem, theta, indices, rate, clip } = network();
        const settings: DescentSettings = {
          learningRate: rate,
          clip,
          tolerance: 0,
          quietSteps: 0,
          maxSteps: 1e9,
        };
        const from: Position = { theta, steps: 0, loss: 1, lastClipped: 0 };
        const rates = arena.float64(1).fill(rate);
        const samples = batchSize === 'all' ? undefined : indices;
        const steps = (count: number) => ({ count, rates, samples, noise: undefined });
        const [loops, plain] = [
          loopsOf(problem, settings, batchSize, arena),
          plainLoops(problem, settings, batchSize),
        ];
        return {
          loops: (count: number) => loops(from, steps(count)),
          plain: (count: number) => plain(from, steps(count)),
        };
      });
      const expected = later(() => parts().loops(theirs).theta);
      const plainSteps = Math.max(1, theirs / 10);
      parts(); // made before it is timed
      const { rate, clip, model } = network();
      const request = { model, batch: batchSize === 'all' ? 0 : batchSize, steps: theirs, rate, clip };
      const ask = asked(peer, loader(peer, network), { task: 'descent', request, expected, times: theirs });
      return [
        { name: 'Assay', run: () => seconds(() => parts().loops(count)) / count },
        ...ask('numpy'),
        ...ask('torch'),
        { name: 'plain JavaScript', run: () => seconds(() => parts().plain(plainSteps)) / plainSteps },
      ];
    },
  });
