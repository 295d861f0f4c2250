// Sweeps beyond one machine: runs in chunks that the tasks of a cluster's job arrays compute. Knows no paper.
export { type Collected, collect } from './collect.ts';
export { lastWords } from './log.ts';
export { type OpenChunk, overview, type RunState } from './overview.ts';
export { newAttempt } from './parts.ts';
export { type Resources, script } from './script.ts';
export { arrayLimit, sbatchArguments } from './slurm.ts';
export { codeFolder, takeSnapshot } from './snapshot.ts';
export { split, taskSeconds } from './split.ts';
export { arraysOf, submit } from './submit.ts';
export {
  alreadyIn,
  chosenSweep,
  claimFolder,
  folderOf,
  type Line,
  plannedLines,
  readSweep,
  type Sweep,
  sweepNumbers,
  writeChunks,
  writeSweep,
} from './sweep.ts';
export { computeChunk } from './task.ts';
