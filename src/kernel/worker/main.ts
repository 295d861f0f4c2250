// The worker thread of the cells: user code runs here, driven by messages.
import { readlinkSync } from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { extname } from 'node:path';
import * as helpers from 'tslib';
import { displayOf, errorOf } from '../display/index.ts';
import { createAwaits } from './awaits.ts';
import { createCells } from './cells.ts';
import {
  cellOf,
  checkpoint,
  emit,
  folder,
  port,
  post,
  say,
  setLatest,
  slots,
  write,
  written,
} from './channel.ts';
import { createComms } from './comms.ts';
import { defineGlobals } from './globals.ts';
import { createInput } from './input.ts';
import { watchLateErrors } from './lateErrors.ts';
import type { ToWorker } from './messages.ts';
import { createModules } from './modules/index.ts';
import { ownOutput } from './output.ts';
import { ownResources } from './resources.ts';
import { createSources } from './sources.ts';
import { installStackTraces } from './stackTraces.ts';
import { createStops } from './stops.ts';
import { mendSurroundings } from './surroundings.ts';
import { ownTimers } from './timers.ts';

const TSLAB = new URL(`./tslabModule${extname(import.meta.url)}`, import.meta.url).href;

const sources = createSources();
const errorOfUser = (error: unknown) => errorOf(error, sources.sourceOf);
const input = createInput(say);
const comms = createComms(say);
const modules = createModules({ folder, sources, own: new Map([['tslab', TSLAB]]) });
installStackTraces(sources.positionOf, modules.meta.filename);
watchLateErrors((error) => emit({ type: 'error', cell: cellOf(), error: errorOfUser(error) }));
const cells = createCells({
  runtime: { ...createAwaits(checkpoint), i: modules.load, q: modules.require, m: modules.meta, h: helpers },
  displayOf,
  errorOf: errorOfUser,
  checkpoint,
  started: (cell) => {
    setLatest(cell.id);
    sources.addCell(cell);
  },
  outcome: (cell, outcome) => post({ kind: 'outcome', cell, outcome, written: written() }),
});
const stops = createStops({ cells, modules });

ownOutput({ write, clear: () => say({ type: 'clear', wait: false }) });
ownTimers();
ownResources({ checkpoint, child: (pid, alive) => post({ kind: 'child', pid, alive }) });
mendSurroundings({
  slots,
  chdir: (directory) => post({ kind: 'chdir', directory }),
  exit: (code) => post({ kind: 'exit', code }),
  script: modules.meta.filename,
});
defineGlobals({ say, input: input.ask, require: modules.require, comms: comms.api });
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
