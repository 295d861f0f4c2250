// What display functions say; the worker adds the cell.
import type { Display, RunnerEvent } from '../contract.ts';

type WithoutCell<E> = E extends RunnerEvent ? Omit<E, 'cell'> : never;

/** Called at once and in order, in the context of the code that displays. */
export type Emit = (event: WithoutCell<Extract<RunnerEvent, { type: 'display' | 'clear' }>>) => void;

export function emitDisplay(emit: Emit, display: Display, displayId?: string, update = false): void {
  emit({ type: 'display', display, ...(displayId !== undefined && { displayId }), update });
}
