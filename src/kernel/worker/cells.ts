// Runs compiled cells.
import { Script } from 'node:vm';
import type { CellOutcome, CellRuntime, CompiledCell, RunOptions } from '../contract.ts';
import { createScope, owner, type Scope } from './scope.ts';
import { native } from './timers.ts';

export interface CellsHooks {
  readonly runtime: Omit<CellRuntime, 'r'>;
  readonly displayOf: (value: unknown) => NonNullable<Extract<CellOutcome, { status: 'ok' }>['result']>;
  readonly errorOf: (error: unknown) => Extract<CellOutcome, { status: 'error' }>['error'];
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
  const outcomeOf = (scope: Scope, failure: { error: unknown } | undefined): CellOutcome => {
    const { value } = scope;
    scope.value = undefined;
    try {
      hooks.checkpoint(scope);
    } catch {
      // its state says so
    }
    // A cell that was interrupted ends so, whatever its `catch` made of the error: the cells after it must not run.
    if (scope.state !== 'live') {
      const { error } = failure ?? {};
      return { status: 'error', error: hooks.errorOf(isOwn(scope, error) ? error : scope.reason) };
    }
    try {
      if (failure) return { status: 'error', error: hooks.errorOf(failure.error) };
      return value === undefined ? { status: 'ok' } : { status: 'ok', result: hooks.displayOf(value) };
    } catch (error) {
      return { status: 'error', error: hooks.errorOf(error) };
    }
  };
  // One turn of the event loop later, so that a rejection that nobody handles still counts for this cell.
  const settle = (scope: Scope, failure?: { error: unknown }): void => {
    native.setImmediate(() => hooks.outcome(scope.id, outcomeOf(scope, failure)));
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

const isOwn = (scope: Scope, error: unknown): boolean => error === scope.reason;
