// Runs compiled cells.
import { Script } from 'node:vm';
import type { CellError, CellOutcome, CellRuntime, CompiledCell, Display, RunOptions } from '../contract.ts';
import { interruptible } from './awaits.ts';
import { createScope, owner, type Scope } from './scope.ts';
import { native } from './timers.ts';

export interface CellsHooks {
  readonly runtime: Omit<CellRuntime, 'r'>;
  readonly displayOf: (value: unknown) => Display | Promise<Display>;
  readonly errorOf: (error: unknown) => CellError;
  /** Throws where the cell is interrupted. */
  readonly checkpoint: (scope: Scope) => void;
  readonly started: (cell: CompiledCell) => void;
  readonly outcome: (cell: number, outcome: CellOutcome) => void;
}

export interface Cells {
  readonly run: (cell: CompiledCell, options: RunOptions) => void;
  /** Of the cell, or of all cells. */
  readonly scopes: (cell: number | undefined) => readonly Scope[];
}

type CellFunction = (runtime: CellRuntime, ...banks: object[]) => Promise<void>;

export function createCells(hooks: CellsHooks): Cells {
  const banks: object[] = [];
  const scopes = new Map<number, Scope>();

  const start = (cell: CompiledCell, scope: Scope): Promise<void> => {
    while (banks.length < cell.banks) banks.push({});
    const script = new Script(cell.code, { filename: `cell:${cell.id}` });
    const run = script.runInThisContext() as CellFunction;
    const runtime: CellRuntime = {
      ...hooks.runtime,
      r: (value) => {
        scope.value = value;
        return value;
      },
    };
    return run(runtime, ...banks.slice(0, cell.banks));
  };
  const failed = (error: unknown): CellOutcome => ({ status: 'error', error: hooks.errorOf(error) });
  const outcomeOf = (scope: Scope, failure: Failure | undefined): CellOutcome | Promise<CellOutcome> => {
    const { value } = scope;
    scope.value = undefined;
    // A cell that was interrupted ends so, whatever its `catch` made of the error: the cells after it must not run.
    const interrupt = interruptOf(scope, hooks.checkpoint);
    if (interrupt) return failed(interrupt);
    if (failure) return failed(failure.error);
    if (value === undefined) return { status: 'ok' };
    const result = hooks.displayOf(value);
    // What an object of the user's does to show itself can be interrupted too.
    const shown = (settled: Display): CellOutcome => {
      const late = interruptOf(scope, hooks.checkpoint);
      return late ? failed(late) : { status: 'ok', result: settled };
    };
    return result instanceof Promise ? interruptible(scope, result).then(shown, failed) : shown(result);
  };
  // One turn of the event loop later, so that a rejection that nobody handles comes before the outcome.
  const settle = (scope: Scope, failure?: Failure): void => {
    native.setImmediate(() => {
      const outcome = outcomeOf(scope, failure);
      const post = (settled: CellOutcome): void => hooks.outcome(scope.id, settled);
      if (outcome instanceof Promise) outcome.then(post);
      else post(outcome);
    });
  };
  return {
    run: (cell, { allowStdin }) => {
      const scope = createScope(cell.id, allowStdin);
      scopes.set(cell.id, scope);
      hooks.started(cell);
      owner.run(scope, () => {
        let end: Promise<void>;
        try {
          end = start(cell, scope);
        } catch (error) {
          settle(scope, { error });
          return;
        }
        end.then(
          () => settle(scope),
          (error: unknown) => settle(scope, { error }),
        );
      });
    },
    scopes: (cell) =>
      cell === undefined ? [...scopes.values()] : [scopes.get(cell)].filter((s) => s !== undefined),
  };
}

interface Failure {
  readonly error: unknown;
}

function interruptOf(scope: Scope, checkpoint: (scope: Scope) => void): Error | undefined {
  try {
    checkpoint(scope);
  } catch {
    // the scope says it
  }
  return scope.reason;
}
