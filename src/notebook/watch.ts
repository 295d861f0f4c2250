// What long library calls take: the running cell's signal, and a bar that moves in place.
import { outlet } from './outlet.ts';

const SIGNAL = Symbol.for('Jupyter.signal');
const FIRST = 300; // milliseconds until there is a bar: shorter work needs none
const EVERY = 100; // milliseconds between its moves
const WIDTH = 30;

/** Aborted when the running cell is interrupted; none where no cell runs. */
export const signal = (): AbortSignal | undefined => (globalThis as { [SIGNAL]?: AbortSignal })[SIGNAL];

export interface Watched {
  readonly signal?: AbortSignal;
  /** Fraction done, 0..1. */
  readonly progress: (fraction: number) => void;
}

/**
 * Options for a library call: `solve(program, goal, watch('ADMM'))` shows how far it is, and stops with the cell. When the
 * call has returned, the bar says so.
 */
export function watch(title: string): Watched {
  const running = signal();
  let next = performance.now() + FIRST;
  let put: ((data: Readonly<Record<string, string>>) => void) | undefined;
  let isMoving = false;
  const say = (text: string): void => put?.({ 'text/plain': `${title}${text}` });
  const end = (): void => {
    isMoving = false;
    say(running?.aborted ? ': stopped' : ': done');
  };
  const progress = (fraction: number): void => {
    const now = performance.now();
    if (now < next) return;
    next = now + EVERY;
    put ??= outlet().place();
    say(` ${bar(fraction)} ${Math.round(100 * fraction)} %`);
    if (!isMoving) queueMicrotask(end); // runs when the call, which is synchronous, has returned
    isMoving = true;
  };
  return { ...(running && { signal: running }), progress };
}

function bar(fraction: number): string {
  const full = Math.round(WIDTH * Math.min(1, Math.max(0, fraction)));
  return '█'.repeat(full) + '░'.repeat(WIDTH - full);
}
