// Values, errors and the type checker's messages as a front end shows them; the display functions of user code.
export { diagnosticsError } from './diagnosticsError.ts';
export { displayOf, JUPYTER_DISPLAY } from './displayOf.ts';
export { errorOf } from './errorOf.ts';
export type { Source, Sources } from './frames.ts';
