// Lines about what went wrong, on stderr, which Jupyter shows in its own log.

/** Lines a second at most; what is beyond is counted. */
const RATE = 20;

export type Log = (line: string) => void;

/** `write` gets whole lines. */
export function createLog(write: (line: string) => void, now: () => number = Date.now): Log {
  let second = 0;
  let lines = 0;
  return (line) => {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      if (lines > RATE) write(`assay kernel: and ${lines - RATE} lines more\n`);
      second = current;
      lines = 0;
    }
    lines += 1;
    if (lines <= RATE) write(`assay kernel: ${line.replaceAll(/\s+/g, ' ').slice(0, 500)}\n`);
  };
}
