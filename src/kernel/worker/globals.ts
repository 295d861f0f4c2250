// What cells find in the global scope besides what Node has.
import type { Comms, Input } from '../display/globals.ts';
import { createDisplay, type Emit } from '../display/index.ts';
import { owner, signalOf } from './scope.ts';

export interface GlobalParts {
  readonly say: Emit;
  readonly input: Input;
  readonly require: (specifier: string) => unknown;
  readonly comms: Comms;
}

export function defineGlobals({ say, input, require, comms }: GlobalParts): void {
  const display = createDisplay(say);
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
