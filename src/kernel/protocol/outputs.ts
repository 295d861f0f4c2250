// What cells say, as messages under the request that caused it.
import type { CellError, Display, RunnerEvent } from '../contract.ts';
import type { Comms } from './comms.ts';
import type { Iopub } from './iopub.ts';
import type { Pictures } from './pictures.ts';
import type { Stdin } from './stdin.ts';
import type { Json, Outgoing, Request } from './wire.ts';

/** Where a cell comes from. */
export interface Origin {
  readonly request: Request;
  readonly label: string;
  /** Nothing of it is published. */
  readonly silent: boolean;
  /** Its reply is out, or about to be. */
  done: boolean;
  /** Of an unhandled rejection or a throw in a callback while it ran. */
  failure?: CellError;
}

export interface Outputs {
  /** Says which cell has the id that events carry. */
  readonly begin: (cell: number, origin: Origin) => void;
  /** A promise says that more is to wait until it settles. */
  readonly handle: (event: RunnerEvent) => Promise<void> | undefined;
  readonly result: (origin: Origin, count: number, display: Display) => void;
  readonly error: (origin: Origin, error: CellError) => void;
  /** Failure of an earlier cell after its reply, told once. */
  readonly takeLate: () => CellError | undefined;
}

/** Cells whose late outputs still find their request. */
const REMEMBERED = 10_000;

export interface OutputsHost {
  readonly iopub: Iopub;
  readonly comms: Comms;
  readonly stdin: Stdin;
  readonly pictures: Pictures;
  /** All variables are gone. */
  readonly renewed: () => void;
}

export function createOutputs({ iopub, comms, stdin, pictures, renewed }: OutputsHost): Outputs {
  const origins = new Map<number, Origin>();
  let late: CellError | undefined;
  let latest: Origin | undefined;

  const display = (type: string, origin: Origin | undefined, what: Display, more: Json): void => {
    if (origin?.silent) return;
    const message = ({ data, metadata }: Display): Outgoing => ({
      type,
      content: { data, metadata, ...more },
      parent: origin?.request,
    });
    const pictured = pictures.add(what);
    iopub.publish(pictured instanceof Promise ? pictured.then(message) : message(pictured));
  };
  const error = (origin: Origin | undefined, { ename, evalue, traceback }: CellError): void => {
    if (!origin?.silent)
      iopub.publish({ type: 'error', content: { ename, evalue, traceback }, parent: origin?.request });
  };
  const fail = (origin: Origin | undefined, failure: CellError): void => {
    error(origin, failure);
    if (origin === undefined || origin.done) late ??= lateError(origin, failure);
    else origin.failure ??= failure;
  };

  const publish = (event: Exclude<RunnerEvent, { type: 'renewed' }>): void => {
    const origin = origins.get(event.cell) ?? latest;
    const parent = origin?.request;
    switch (event.type) {
      case 'stream':
        if (!origin?.silent) iopub.stream(event.name, event.text, parent);
        break;
      case 'display': {
        const type = event.update ? 'update_display_data' : 'display_data';
        const transient = event.displayId === undefined ? {} : { display_id: event.displayId };
        display(type, origin, event.display, { transient });
        break;
      }
      case 'clear':
        if (!origin?.silent) iopub.publish({ type: 'clear_output', content: { wait: event.wait }, parent });
        break;
      case 'error':
        fail(origin, event.error);
        break;
      case 'input':
        if (parent) stdin.ask(parent, event.prompt, event.password);
        break;
      case 'comm':
        comms.note(event.message, event.content);
        iopub.publish({ type: event.message, content: event.content, parent, buffers: event.buffers });
        break;
    }
  };
  const renew = (reason: string): void => {
    comms.clear();
    renewed();
    if (latest === undefined || latest.done) iopub.stream('stderr', `${reason}\n`, latest?.request);
  };
  return {
    begin: (cell, origin) => {
      latest = origin;
      origins.set(cell, origin);
      if (origins.size > REMEMBERED) origins.delete(origins.keys().next().value!);
    },
    handle: (event) => {
      if (event.type === 'renewed') renew(event.reason);
      else publish(event);
      return iopub.behind();
    },
    result: (origin, count, what) => display('execute_result', origin, what, { execution_count: count }),
    error,
    takeLate: () => {
      const taken = late;
      late = undefined;
      return taken;
    },
  };
}

const lateError = (origin: Origin | undefined, { ename, evalue, traceback }: CellError): CellError => ({
  ename,
  evalue: `${origin?.label ?? 'an earlier cell'} failed after it had ended: ${evalue}`,
  traceback,
});
