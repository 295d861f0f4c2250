// The worker thread of the cells: user code runs here, driven by messages.
import { readlinkSync } from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import type { RunnerEvent } from '../contract.ts';
import { createAwaits } from './awaits.ts';
import { createCells } from './cells.ts';
import { createComms } from './comms.ts';
import { defineGlobals } from './globals.ts';
import { createInput } from './input.ts';
import { watchLateErrors } from './lateErrors.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts';
import { createModules } from './modules/index.ts';
import { ownOutput } from './output.ts';
import { ownResources } from './resources.ts';
import { owner } from './scope.ts';
import { createRingWriter, Slot, type StreamName, slotsOf } from './shared.ts';
import { displayOf, errorOf } from './shown.ts';
import { installStackTraces } from './stackTraces.ts';
import { createCheckpoint } from './stop.ts';
import { createStops } from './stops.ts';
import { mendSurroundings } from './surroundings.ts';
import { ownTimers } from './timers.ts';

const { port, folder, shared } = workerData as WorkerSettings;
const slots = slotsOf(shared);
const checkpoint = createCheckpoint(slots);
const post = (message: FromWorker): void => port.postMessage(message);
const written = (): number => slots[Slot.written]!;
const emit = (event: RunnerEvent): void => post({ kind: 'event', event, written: written() });

let latest = 0;
/** The cell to which the code that runs belongs; code of nobody counts for the latest. */
const cellOf = (): number => owner.getStore()?.id ?? latest;

const ring = createRingWriter(shared, () => post({ kind: 'output' }));
const write = (name: StreamName, text: string): void => {
  const scope = owner.getStore();
  if (scope) checkpoint(scope);
  ring({ cell: scope?.id ?? latest, name, text });
};

const input = createInput(emit, checkpoint);
const comms = createComms({ emit, cellOf });
const modules = createModules(folder);
installStackTraces(modules.mapOf);
watchLateErrors((error) => emit({ type: 'error', cell: cellOf(), error: errorOf(error) }));
const cells = createCells({
  runtime: { ...createAwaits(checkpoint), i: modules.load, q: modules.require, m: modules.meta, h: {} },
  displayOf,
  errorOf,
  checkpoint,
  started: (cell) => {
    latest = cell.id;
    modules.addMap(`cell:${cell.id}`, cell.map, cell.label);
  },
  outcome: (cell, outcome) => post({ kind: 'outcome', cell, outcome, written: written() }),
});
const stops = createStops({ cells, modules });

ownOutput({ write, clear: () => emit({ type: 'clear', cell: cellOf(), wait: false }) });
ownTimers();
ownResources({ checkpoint, child: (pid, alive) => post({ kind: 'child', pid, alive }) });
mendSurroundings({
  slots,
  chdir: (directory) => post({ kind: 'chdir', directory }),
  exit: (code) => post({ kind: 'exit', code }),
  script: join(folder, 'notebook'),
});
defineGlobals({ emit, cellOf, checkpoint, input: input.ask, require: modules.require, comms: comms.api });
registerHooks(modules.hooks);
syncBuiltinESMExports();

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'run':
      return cells.run(message.cell, message.options);
    case 'stop':
      return post({
        kind: 'stopped',
        serial: message.serial,
        waits: stops(message.stage, message.cell),
        written: written(),
      });
    case 'reply':
      return input.reply(message.text);
    case 'comm':
      return comms.receive(message.message, message.content, message.buffers);
    case 'ping':
      return;
  }
});

const threadName = (): string | undefined => {
  try {
    return readlinkSync('/proc/thread-self').split('/').at(-1);
  } catch {
    return undefined;
  }
};
post({ kind: 'ready', thread: threadName() });
