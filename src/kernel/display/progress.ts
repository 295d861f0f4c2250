// Progress bars that move in place. Pure but for the clock: `show` puts a bundle into one place, again and again.
import type { MimeBundle } from '../contract.ts';
import type { ProgressBar, ProgressDisplay } from './globals.ts';
import { escapeHtml } from './html.ts';

const EVERY = 100; // ms between two updates, at least
const LEFT_FROM = 500; // ms: earlier than that the time left is a guess
const WIDTH = 30; // letters of the bar in text

/** Each call replaces what the one before showed. */
export type ShowProgress = (bundle: MimeBundle) => void;

/** `place` is asked once a bar. `now` in milliseconds. */
export function createProgress(
  place: () => ShowProgress,
  now: () => number = () => performance.now(),
): ProgressDisplay {
  const progress = (items: unknown, label = ''): unknown => {
    if (items === undefined || typeof items === 'number') return createBar(place(), now, label, items);
    if (typeof items === 'string' || isObject(items)) {
      if (Symbol.iterator in Object(items)) return eachOf(items as Iterable<unknown>, label);
      if (Symbol.asyncIterator in Object(items)) return eachOfAsync(items as AsyncIterable<unknown>, label);
    }
    throw new TypeError(
      `display.progress takes a number of steps or something to loop over, not ${typeof items}`,
    );
  };
  function* eachOf(items: Iterable<unknown>, label: string): Generator<unknown> {
    using bar = createBar(place(), now, label, sizeOf(items));
    for (const item of items) {
      yield item;
      bar.step();
    }
  }
  async function* eachOfAsync(items: AsyncIterable<unknown>, label: string): AsyncGenerator<unknown> {
    using bar = createBar(place(), now, label, undefined);
    for await (const item of items) {
      yield item;
      bar.step();
    }
  }
  return progress as ProgressDisplay;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function sizeOf(items: Iterable<unknown>): number | undefined {
  const { length, size } = items as { length?: unknown; size?: unknown };
  return [length, size].find((n) => typeof n === 'number');
}

function createBar(
  show: ShowProgress,
  now: () => number,
  label: string,
  total: number | undefined,
): ProgressBar {
  if (total !== undefined && !(total >= 0 && total < Infinity))
    throw new RangeError(
      `a progress bar of ${total} steps was asked for: the number must be finite and not negative`,
    );
  const start = now();
  let steps = 0;
  let last = -Infinity;
  let isOver = false;
  const put = (state: State['state']): void => {
    last = now();
    show(bundleOf({ label, done: steps, total, elapsed: last - start, state }));
  };
  const update = (done: number): void => {
    if (isOver || Number.isNaN(done)) return;
    steps = Math.max(0, done);
    if (total !== undefined && steps >= total) bar.done();
    else if (now() - last >= EVERY) put('running');
  };
  const bar: ProgressBar = {
    update,
    step: (count = 1) => update(steps + count),
    done: () => {
      if (isOver) return;
      isOver = true;
      put(total === undefined || steps >= total ? 'done' : 'stopped');
    },
    [Symbol.dispose]: () => bar.done(),
  };
  put('running');
  if (total === 0) bar.done();
  return bar;
}

/** Elapsed in milliseconds. */
interface State {
  readonly label: string;
  readonly done: number;
  readonly total: number | undefined;
  readonly elapsed: number;
  readonly state: 'running' | 'done' | 'stopped';
}

function bundleOf(state: State): MimeBundle {
  const { label, done, total } = state;
  const words = wordsOf(state);
  const range =
    total === undefined ? '' : ` max="${total || 1}" value="${total === 0 ? 1 : Math.min(done, total)}"`;
  const isRunning = state.state === 'running';
  const bar = total === undefined && !isRunning ? '' : ` <progress${range}></progress>`;
  const text = total === undefined ? '' : ` ${textBar(total === 0 ? 1 : Math.min(1, done / total))}`;
  return {
    'text/html': `<label>${escapeHtml(label)}${bar} ${escapeHtml(words)}</label>`,
    'text/plain': `${label}${text} ${words}`.trimStart(),
  };
}

function textBar(fraction: number): string {
  const full = Math.round(WIDTH * fraction);
  return '█'.repeat(full) + '░'.repeat(WIDTH - full);
}

/** `37 of 100, 12 s left`, `100 of 100 in 31 s`, `stopped at 37 of 100 after 12 s`. */
function wordsOf({ done, total, elapsed, state }: State): string {
  const count = `${number(done)}${total === undefined ? '' : ` of ${number(total)}`}`;
  if (state === 'stopped') return `stopped at ${count} after ${duration(elapsed)}`;
  if (state === 'done') return `${count} in ${duration(elapsed)}`;
  const isKnown = total !== undefined && done > 0 && elapsed >= LEFT_FROM;
  return isKnown ? `${count}, ${duration((elapsed * (total - done)) / done)} left` : count;
}

/** Three significant digits, whole numbers in full. */
const number = (n: number): string => (Number.isInteger(n) ? String(n) : String(Number(n.toPrecision(3))));

function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${(seconds / 3600).toFixed(1)} h`;
}
