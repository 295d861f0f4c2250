// Transition times: when training fits, when the test accuracy passes a threshold.

/** First of the readout steps at which something holds; infinite where it never does. */
export function firstStep(readouts: readonly number[], holds: (place: number) => boolean): number {
  const place = readouts.findIndex((_, k) => holds(k));
  return place < 0 ? Infinity : readouts[place]!;
}
