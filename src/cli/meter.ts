// How one long computation is shown: a bar on a terminal, a line now and then elsewhere.
import type { WriteStream } from 'node:tty';
import { duration } from '../workbook/index.ts';
import { print } from './call.ts';

const LINE_EVERY = 10_000; // ms
const KNOWN_FROM = 0.02; // a smaller fraction tells nothing of the time left

export interface Meter {
  /** A fraction, 0..1, of what `name` stands for. */
  readonly update: (name: string, fraction: number) => void;
  /** A line that stays. */
  readonly message: (text: string) => void;
  readonly stop: () => void;
}

export async function showMeter(stream: NodeJS.WritableStream): Promise<Meter> {
  const { CI } = process.env;
  const left = timeLeft();
  if ((stream as WriteStream).isTTY !== true || CI) {
    let last = performance.now();
    return {
      message: (text) => print(text, stream),
      stop: () => {},
      update: (name, fraction) => {
        const now = performance.now();
        const rest = left(name, fraction, now);
        if (now - last < LINE_EVERY) return;
        last = now;
        print(`${name}: ${Math.floor(100 * fraction)} %${rest}`, stream);
      },
    };
  }
  const { MultiBar, Presets } = await import('cli-progress');
  const format = '{name} [{bar}] {percentage} %{rest}';
  const bars = new MultiBar(
    { format, stream, hideCursor: true, clearOnComplete: true, gracefulExit: false, barsize: 24, fps: 10 },
    Presets.rect,
  );
  const bar = bars.create(1, 0, { name: '', rest: '' });
  return {
    message: (text) => bars.log(`${text}\n`),
    stop: () => {
      bars.update(); // writes the messages that wait
      bars.stop();
    },
    update: (name, fraction) => bar.update(fraction, { name, rest: left(name, fraction, performance.now()) }),
  };
}

/** `, 12 s left` at the mean speed since the name appeared. */
function timeLeft(): (name: string, fraction: number, now: number) => string {
  let current = '';
  let start = 0;
  return (name, fraction, now) => {
    if (name !== current) [current, start] = [name, now];
    return fraction > KNOWN_FROM
      ? `, ${duration((((1 - fraction) / fraction) * (now - start)) / 1000)} left`
      : '';
  };
}
