// What cells find in the global scope besides what Node has.
import type { RunnerEvent } from '../contract.ts';
import type { CommsApi } from './comms.ts';
import type { Input } from './input.ts';
import { owner, type Scope, signalOf } from './scope.ts';
import { displayOf } from './shown.ts';

export interface GlobalParts {
  readonly emit: (event: RunnerEvent) => void;
  readonly cellOf: () => number;
  readonly checkpoint: (scope: Scope) => void;
  readonly input: Input['ask'];
  readonly require: (specifier: string) => unknown;
  readonly comms: CommsApi;
}

export function defineGlobals({ emit, cellOf, checkpoint, input, require, comms }: GlobalParts): void {
  const display = (value: unknown): void => {
    const scope = owner.getStore();
    if (scope) checkpoint(scope);
    emit({ type: 'display', cell: cellOf(), display: displayOf(value), update: false });
  };
  const values = { display, input, prompt: input, require, Jupyter: { display, input, comms } };
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  Object.defineProperty(globalThis, Symbol.for('Jupyter.signal'), {
    get: () => {
      const scope = owner.getStore();
      return scope && signalOf(scope);
    },
    configurable: true,
  });
}
