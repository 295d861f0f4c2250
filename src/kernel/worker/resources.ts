// Workers and child processes that know their cell, so that an interrupt ends them.
import childProcess, { type ChildProcess } from 'node:child_process';
import threads from 'node:worker_threads';
import { owner, type Scope } from './scope.ts';

export interface ResourceHooks {
  readonly checkpoint: (scope: Scope) => void;
  readonly child: (pid: number, alive: boolean) => void;
}

/** Replaces `Worker` and the start of child processes; `module.syncBuiltinESMExports` is left to the caller. */
export function ownResources({ checkpoint, child }: ResourceHooks): void {
  const { Worker } = threads;
  class OwnedWorker extends Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      const scope = owner.getStore();
      if (scope) checkpoint(scope);
      super(...args);
      if (scope === undefined) return;
      scope.workers.add(this);
      this.once('exit', () => scope.workers.delete(this));
    }
  }
  Object.defineProperty(OwnedWorker, 'name', { value: 'Worker' });
  Object.assign(threads, { Worker: OwnedWorker });

  // All of spawn, fork, exec and execFile come through here.
  const prototype = childProcess.ChildProcess.prototype as unknown as {
    spawn: (this: ChildProcess, options: unknown) => unknown;
  };
  const { spawn } = prototype;
  prototype.spawn = function (options) {
    const scope = owner.getStore();
    if (scope) checkpoint(scope);
    const result = spawn.call(this, options);
    const { pid } = this;
    if (pid === undefined) return result;
    child(pid, true);
    scope?.children.add(this);
    this.once('exit', () => {
      child(pid, false);
      scope?.children.delete(this);
    });
    return result;
  };
}
