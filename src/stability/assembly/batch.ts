// The samples of one step, gathered: their rows, targets and noise one behind the other.
import { Steps } from './rule';

/** Copies rows of `bytes` bytes and targets of step t, unless every step takes all samples. */
export function gather(steps: Steps, t: i32, x: usize, y: usize, bytes: usize, toX: usize, toY: usize): void {
  if (!steps.samples) return;
  let from = steps.samples + (<usize>(t * steps.batch) << 2);
  for (const end = from + (<usize>steps.batch << 2); from < end; from += 4, toX += bytes, toY += 8) {
    const i = <usize>load<i32>(from), row = x + i * bytes;
    for (let at: usize = 0; at < bytes; at += 16) v128.store(toX + at, v128.load(row + at));
    store<f64>(toY, load<f64>(y + (i << 3)));
  }
}

/** Copies the noise of step t, if there is any. */
export function gatherNoise(steps: Steps, t: i32, to: usize): void {
  const bytes = <usize>steps.batch << 3;
  if (steps.noise) memory.copy(to, steps.noise + <usize>t * bytes, bytes);
}
