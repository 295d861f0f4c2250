// What a worker thread lacks or shows differently, mended, so that user code sees a main thread.
import threads from 'node:worker_threads';
import { Slot } from './shared.ts';

export interface Surroundings {
  readonly slots: Int32Array;
  /** Has the main thread change the directory; it puts 1 or -1 into the slot. */
  readonly chdir: (directory: string) => void;
  readonly exit: (code: number) => void;
  readonly script: string;
}

/** `module.syncBuiltinESMExports` is left to the caller. */
export function mendSurroundings({ slots, chdir, exit, script }: Surroundings): void {
  Object.assign(threads, { isMainThread: true, parentPort: null, workerData: null });
  process.argv.splice(0, process.argv.length, process.execPath, script);
  process.execArgv.length = 0;

  process.chdir = (directory) => {
    if (typeof directory !== 'string')
      throw new TypeError(`process.chdir takes a path as a string, not ${typeof directory}`);
    Atomics.store(slots, Slot.chdir, 0);
    chdir(directory);
    Atomics.wait(slots, Slot.chdir, 0);
    if (Atomics.load(slots, Slot.chdir) < 0)
      throw Object.assign(new Error(`ENOENT: no such directory: chdir ${process.cwd()} -> '${directory}'`), {
        code: 'ENOENT',
        syscall: 'chdir',
        path: process.cwd(),
        dest: directory,
      });
  };

  const nativeExit = process.exit.bind(process);
  process.exit = (code) => {
    exit(Number(code ?? process.exitCode ?? 0));
    return nativeExit(code);
  };

  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (isOfKernel(warning)) return;
    const { code } = warning as NodeJS.ErrnoException;
    process.stderr.write(`${code ? `[${code}] ` : ''}${warning.name}: ${warning.message}\n`);
  });
}

/** Node warns of what the kernel uses to run TypeScript and to import. */
const isOfKernel = (warning: Error): boolean =>
  warning.name === 'ExperimentalWarning' &&
  /stripTypeScriptTypes|Type Stripping|registerHooks|USE_MAIN_CONTEXT_DEFAULT_LOADER/i.test(warning.message);
