// The worker's side of an interrupt: soft, final, and a while of looking out for what turns up again.
import inspector from 'node:inspector';
import { promiseHooks } from 'node:v8';
import type { Cells } from './cells.ts';
import type { StopStage } from './messages.ts';
import type { Modules } from './modules/index.ts';
import { owner, type Scope } from './scope.ts';
import { finish, soften } from './stop.ts';

export interface StopParts {
  readonly cells: Cells;
  readonly modules: Pick<Modules, 'forgetUnfinished'>;
}

export function createStops({
  cells,
  modules,
}: StopParts): (stage: StopStage, cell: number | undefined) => boolean {
  let unhook: (() => void) | undefined;
  const lookOut = (): void => {
    if (unhook) return;
    const session = new inspector.Session();
    session.connect();
    // A library's loop of awaits is not compiled by the kernel: it goes on when its cell is dead, and is ended here.
    const stop = promiseHooks.onBefore(() => {
      if (owner.getStore()?.state === 'dead') session.post('Runtime.terminateExecution');
    }) as unknown as () => void;
    unhook = () => {
      stop();
      session.disconnect();
    };
  };
  /** Of an interrupt without a running cell: those that were alive. */
  let idle: readonly Scope[] | undefined;
  return (stage, cell) => {
    if (stage === 'calm') {
      unhook?.();
      unhook = undefined;
      // What earlier cells left going is stopped, but what they defined can be called back again.
      idle?.forEach(revive);
      idle = undefined;
      return false;
    }
    if (cell === undefined) idle ??= cells.scopes(undefined).filter(({ state }) => state === 'live');
    const scopes = cell === undefined ? idle! : cells.scopes(cell);
    // All of them, whatever the first answers.
    if (stage === 'soft') return scopes.map(soften).includes(true);
    scopes.forEach(finish);
    modules.forgetUnfinished();
    lookOut();
    return false;
  };
}

function revive(scope: Scope): void {
  scope.state = 'live';
  scope.reason = undefined;
  scope.controller = undefined;
  scope.halted = false;
  scope.noticed = false;
}
