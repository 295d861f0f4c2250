// What the main thread and the worker of the cells say to each other, over one port and one piece of shared memory.
import type { MessagePort } from 'node:worker_threads';
import type { CellOutcome, CompiledCell, RunnerEvent, RunOptions } from '../contract.ts';

/** `workerData` of the worker. */
export interface WorkerSettings {
  readonly port: MessagePort;
  /** Where cells import from. */
  readonly folder: string;
  readonly shared: SharedArrayBuffer;
}

export type CommMessage = 'comm_open' | 'comm_msg' | 'comm_close';

/**
 * Stages of an interrupt. `soft`: errors in the code that waits. `final`: the cell is dead, and code of it that turns
 * up is stopped. `calm`: no more looking out for it.
 */
export type StopStage = 'soft' | 'final' | 'calm';

export type ToWorker =
  | { readonly kind: 'run'; readonly cell: CompiledCell; readonly options: RunOptions }
  /** Without a cell: what earlier cells left running. Answered by `stopped`, may be sent twice. */
  | {
      readonly kind: 'stop';
      readonly stage: StopStage;
      readonly cell: number | undefined;
      readonly serial: number;
    }
  | { readonly kind: 'reply'; readonly text: string }
  | {
      readonly kind: 'comm';
      readonly message: CommMessage;
      readonly content: Readonly<Record<string, unknown>>;
      readonly buffers: readonly Uint8Array[];
    }
  /** Gives a termination that was asked for while the worker was idle something to end. */
  | { readonly kind: 'ping' };

/** `waits`: whether code saw the error and may still clean up. `written`: what the output ring held when it was sent, so that it is read in order. */
export type FromWorker =
  | { readonly kind: 'ready'; readonly thread: string | undefined }
  | { readonly kind: 'output' }
  | { readonly kind: 'event'; readonly event: RunnerEvent; readonly written: number }
  | {
      readonly kind: 'outcome';
      readonly cell: number;
      readonly outcome: CellOutcome;
      readonly written: number;
    }
  | { readonly kind: 'stopped'; readonly serial: number; readonly waits: boolean; readonly written: number }
  | { readonly kind: 'chdir'; readonly directory: string }
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'child'; readonly pid: number; readonly alive: boolean };
