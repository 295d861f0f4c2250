// Values, errors and the type checker's messages as a front end shows them; the display functions of user code.
export { globalDeclarations } from './declarations.ts';
export { diagnosticsError } from './diagnosticsError.ts';
export { createDisplay } from './display.ts';
export { displayOf, JUPYTER_DISPLAY } from './displayOf.ts';
export type { Emit } from './emit.ts';
export { errorOf } from './errorOf.ts';
export type { Source, Sources } from './frames.ts';
export { createProgress, type ShowProgress } from './progress.ts';
export { type Tslab, tslabDisplay } from './tslab.ts';
