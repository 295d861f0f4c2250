// What long library calls take: the running cell's signal, and a bar that moves in place.
import { outlet } from './outlet.ts';

const SIGNAL = Symbol.for('Jupyter.signal');
const EVERY = 100; // milliseconds between updates
const WIDTH = 30;

/** Aborted when the running cell is interrupted; none where no cell runs. */
export const signal = (): AbortSignal | undefined => (globalThis as { [SIGNAL]?: AbortSignal })[SIGNAL];

export interface Watched {
  readonly signal?: AbortSignal;
  /** Fraction done, 0..1. */
  readonly progress: (fraction: number) => void;
}

/** Options for a library call: `solve(program, goal, watch('ADMM'))` shows how far it is and stops with the cell. */
export function watch(title: string): Watched {
  const running = signal();
  let update: ((data: Readonly<Record<string, string>>) => void) | undefined;
  let last = -Infinity;
  const progress = (fraction: number): void => {
    const now = performance.now();
    if (fraction < 1 && now - last < EVERY) return;
    last = now;
    const full = Math.round(WIDTH * Math.min(1, Math.max(0, fraction)));
    const text = `${title} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${Math.round(100 * fraction)} %`;
    update ??= outlet().place();
    update({ 'text/plain': text });
  };
  return { ...(running && { signal: running }), progress };
}
