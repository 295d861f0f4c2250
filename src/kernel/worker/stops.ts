// The worker's side of an interrupt: soft, final, and a while of looking out for what turns up again.
import inspector from 'node:inspector';
import { promiseHooks } from 'node:v8';
import type { Cells } from './cells.ts';
import type { StopStage } from './messages.ts';
import type { Modules } from './modules/index.ts';
import { owner } from './scope.ts';
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
  return (stage, cell) => {
    const scopes = cells.scopes(cell);
    // All of them, whatever the first answers.
    const waits = stage === 'soft' && scopes.map(soften).includes(true);
    if (stage === 'final') {
      for (const scope of scopes) finish(scope);
      modules.forgetUnfinished();
      lookOut();
    }
    if (stage === 'calm') {
      unhook?.();
      unhook = undefined;
      // What earlier cells left is stopped, but what they defined can be called back again.
      if (cell === undefined) for (const scope of scopes) revive(scope);
    }
    return waits;
  };
}

function revive(scope: ReturnType<Cells['scopes']>[number]): void {
  scope.state = 'live';
  scope.reason = undefined;
  scope.halted = false;
  scope.noticed = false;
  scope.controller = undefined;
}
