// console and process.stdout/stderr of user code: text goes to the cell that owns the code which writes it.
import { Console } from 'node:console';
import { StringDecoder } from 'node:string_decoder';
import type { StreamName } from './shared.ts';

export interface OutputHooks {
  readonly write: (name: StreamName, text: string) => void;
  readonly clear: () => void;
}

/** Replaces the methods of the one console object that there is, and the two streams. */
export function ownOutput({ write, clear }: OutputHooks): void {
  const sink = (name: StreamName) => ({
    write: (text: string) => write(name, text),
    on: () => {},
    once: () => {},
    removeListener: () => {},
  });
  const own = new Console({
    stdout: sink('stdout') as unknown as NodeJS.WritableStream,
    stderr: sink('stderr') as unknown as NodeJS.WritableStream,
    ignoreErrors: false,
    colorMode: false,
  });
  // The constructor binds each method to the new console.
  for (const key of Object.keys(own) as (keyof Console)[]) Object.assign(console, { [key]: own[key] });
  console.clear = clear;
  for (const name of ['stdout', 'stderr'] as const) redirect(process[name], name, write);
}

/** The streams themselves stay: Node's worker talks to them. */
function redirect(stream: NodeJS.WriteStream, name: StreamName, write: OutputHooks['write']): void {
  const decoder = new StringDecoder('utf8');
  Object.assign(stream, {
    fd: name === 'stdout' ? 1 : 2,
    isTTY: false,
    _writev: null,
    _write: (chunk: string | Buffer, encoding: BufferEncoding, done: () => void) => {
      const text = typeof chunk === 'string' && /^(utf-?8|utf-?16le|ucs-?2|latin1|ascii)$/i.test(encoding);
      write(
        name,
        text ? chunk : decoder.write(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk),
      );
      done();
    },
  });
}
