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

type Done = (error?: Error | null) => void;

/**
 * The streams stay, for Node's worker talks to them. Their `write` goes around the state machine of a stream, which an
 * interrupt in the middle of a write would leave stuck.
 */
function redirect(stream: NodeJS.WriteStream, name: StreamName, write: OutputHooks['write']): void {
  const decoder = new StringDecoder('utf8');
  Object.assign(stream, {
    fd: name === 'stdout' ? 1 : 2,
    isTTY: false,
    write: (chunk: string | Uint8Array, encoding?: BufferEncoding | Done, done?: Done): boolean => {
      const callback = typeof encoding === 'function' ? encoding : done;
      write(name, typeof chunk === 'string' ? textOf(chunk, encoding) : decoder.write(Buffer.from(chunk)));
      if (callback) process.nextTick(callback, null);
      return true;
    },
  });
}

/** Text in an encoding of bytes (`hex`, `base64`) stands for these bytes. */
const textOf = (chunk: string, encoding: unknown): string =>
  encoding === 'hex' || encoding === 'base64' || encoding === 'base64url'
    ? Buffer.from(chunk, encoding).toString()
    : chunk;
