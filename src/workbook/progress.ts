// How a computation is shown: bars on a terminal, plain lines elsewhere.
import type { WriteStream } from 'node:tty';
import type { MultiBar, SingleBar } from 'cli-progress';
import type { Progress, Tally } from './execute.ts';
import { count, duration } from './format.ts';

const LINE_EVERY = 10_000;

/** Bars where `stream` is a terminal and no CI runs this. */
export async function showProgress(stream: NodeJS.WritableStream): Promise<Progress> {
  const { CI } = process.env;
  const isTerminal = (stream as WriteStream).isTTY === true && !CI;
  if (!isTerminal)
    return lineProgress(
      (text) => void stream.write(`${text}\n`),
      () => performance.now(),
    );
  const { MultiBar, Presets } = await import('cli-progress');
  const format = '{name} [{bar}] {runs}  {rate}  {left}';
  return barProgress(
    new MultiBar(
      { format, stream, hideCursor: true, clearOnComplete: true, gracefulExit: false, barsize: 24, fps: 10 },
      Presets.rect,
    ),
  );
}

/** A line when an experiment starts, at most every 10 s while it runs, and when it ends. */
export function lineProgress(write: (text: string) => void, now: () => number): Progress {
  const told = new Map<Readonly<Tally>, number>();
  return {
    message: write,
    stop: () => {},
    update: (tally) => {
      const last = told.get(tally);
      if (last === undefined) write(`${tally.experiment}: ${count(tally.runs, 'run')} started`);
      else if (isOver(tally)) write(lastLine(tally, now()));
      else if (now() - last >= LINE_EVERY) write(`${tally.experiment}: ${status(tally, now()).join(', ')}`);
      else return;
      told.set(tally, now());
    },
  };
}

function barProgress(bars: MultiBar): Progress {
  const shown = new Map<Readonly<Tally>, SingleBar>();
  return {
    message: (text) => bars.log(`${text}\n`),
    stop: () => {
      bars.update(); // writes the messages that wait
      bars.stop();
    },
    update: (tally) => {
      const bar = shown.get(tally);
      if (isOver(tally)) {
        if (bar) bars.remove(bar);
        bars.log(`${lastLine(tally, performance.now())}\n`);
        return;
      }
      const [runs, rate, left] = status(tally, performance.now());
      const payload = { name: tally.experiment, runs, rate, left };
      if (bar) bar.update(tally.done, payload);
      else shown.set(tally, bars.create(tally.work, tally.done, payload));
    },
  };
}

const isOver = ({ finished, failed, runs }: Readonly<Tally>): boolean => finished + failed === runs;

function status(
  { finished, failed, runs, work, done, start }: Readonly<Tally>,
  now: number,
): [string, string, string] {
  const seconds = (now - start!) / 1000;
  const failures = failed > 0 ? ` (${failed} failed)` : '';
  const rate = finished + failed > 0 ? `${((finished + failed) / seconds).toPrecision(2)} runs/s` : '';
  return [
    `${finished + failed} of ${count(runs, 'run')}${failures}`,
    rate || 'first run',
    done > 0
      ? `${duration((Math.max(work - done, 0) / done) * seconds)} left`
      : `about ${duration(work)} on one core`,
  ];
}

function lastLine({ experiment, runs, failed, start }: Readonly<Tally>, now: number): string {
  const failures = failed > 0 ? `, ${failed} failed` : '';
  return `${experiment}: ${count(runs, 'run')} in ${duration((now - start!) / 1000)}${failures}`;
}
