// When a curve passes a level.

/** Where a curve given at `steps` first reaches `level`, linear between steps; infinite where it does not. */
export function crossing(steps: readonly number[], curve: (place: number) => number, level: number): number {
  let before = Number.NaN;
  for (let place = 0; place < steps.length; place++) {
    const value = curve(place);
    if (value >= level) {
      if (place === 0) return steps[0]!;
      const [from, to] = [steps[place - 1]!, steps[place]!];
      return from + ((level - before) / (value - before)) * (to - from);
    }
    before = value;
  }
  return Infinity;
}
