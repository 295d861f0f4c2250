// Values and errors as the front end shows them.
import { inspect } from 'node:util';
import type { CellError, Display } from '../contract.ts';

export const displayOf = (value: unknown): Display => ({
  data: { 'text/plain': inspect(value) },
  metadata: {},
});

export function errorOf(error: unknown): CellError {
  if (!(error instanceof Error))
    return { ename: 'Error', evalue: String(error), traceback: [`Uncaught ${inspect(error)}`] };
  return { ename: error.name, evalue: error.message, traceback: (error.stack ?? String(error)).split('\n') };
}
