// What the steps of a descent are given: their samples, learning rates and label noise, each from its number alone.
import { fromVector } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import type { Arena } from '../wasm/arena.ts';
import type { DescentSettings } from './descent.ts';
import type { Steps } from './loops.ts';
import type { Sampling } from './sampling.ts';
import type { Schedule } from './schedule.ts';

/** Random numbers come in blocks of steps, each from its own stream: about so many samples. */
const BLOCK = 8192;

/** Steps from number `from` on, up to `to` or the end of a block. They are overwritten by the next ones. */
export type StepSource = (from: number, to: number) => Steps;

/** `sampling` 'all': each step takes all n samples. Errors of the source: `RangeError`, for rates that cannot be. */
export function stepSource(
  n: number,
  { learningRate, labelNoise = 0, maxSteps }: DescentSettings,
  sampling: Sampling | 'all',
  source: Stream | undefined,
  arena: Arena,
): StepSource {
  const all = sampling === 'all';
  const B = all ? n : sampling.batch;
  const length = Math.max(1, Math.floor(BLOCK / B));
  const samples = all ? undefined : arena.int32(length * B);
  const noise = labelNoise > 0 ? arena.float64(length * B) : undefined;
  const rates = typeof learningRate === 'number' ? fromVector(arena, [learningRate]) : arena.float64(length);
  const changes = samples || noise || typeof learningRate !== 'number';
  let drawn = -1;

  function drawBlock(block: number): void {
    const stream = source?.split(block);
    if (samples && !all && stream) draw(samples, n, sampling, stream);
    if (noise) stream?.split('noise').fillNormal(noise, 0, labelNoise);
    if (typeof learningRate === 'number') return;
    const steps = Math.min(length, maxSteps - block * length);
    for (let t = 0; t < steps; t++) rates[t] = rateOf(learningRate, block * length + t);
  }

  return (from, to) => {
    if (!changes) return { count: to - from, rates, samples, noise };
    const block = Math.floor(from / length);
    if (block !== drawn) {
      drawn = -1;
      drawBlock(block);
      drawn = block;
    }
    const first = from - block * length;
    const last = Math.min(to - block * length, length);
    return {
      count: last - first,
      rates: rates.length === 1 ? rates : rates.subarray(first, last),
      samples: samples?.subarray(first * B, last * B),
      noise: noise?.subarray(first * B, last * B),
    };
  };
}

function rateOf(schedule: Schedule, step: number): number {
  const rate = schedule(step);
  if (rate >= 0 && rate < Infinity) return rate;
  throw new RangeError(`learningRate(${step}) is ${rate}: a finite number >= 0 was expected`);
}

/** Fills `samples` with batches. Without replacement each is a random subset by itself, in random order. */
function draw(samples: Int32Array, n: number, { batch, replacement }: Sampling, source: Stream): void {
  if (replacement) {
    source.fillIntegers(samples, n);
    return;
  }
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let first = 0; first < samples.length; first += batch)
    for (let k = 0; k < batch; k++) {
      // The first steps of a Fisher-Yates shuffle; `order` may start anywhere.
      const j = k + source.integer(n - k);
      [order[k], order[j]] = [order[j]!, order[k]!];
      samples[first + k] = order[k]!;
    }
}
