// Durations and counts as a reader wants them.

/** `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const [large, small, units] =
    whole < 3600 ? [whole, 60, ['min', 's']] : [Math.round(whole / 60), 60, ['h', 'min']];
  const rest = large % small;
  return `${Math.floor(large / small)} ${units[0]}${rest > 0 ? ` ${rest} ${units[1]}` : ''}`;
}

/** `1 run`, `5 runs`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
