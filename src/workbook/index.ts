// The workbook: plans, computes, keeps, compares and records the runs of experiments. Knows no paper.
export type { Agreement, Comparison } from './compare.ts';
export { decode, encode } from './encoding.ts';
export { type ExecuteOptions, execute, type Failure, type Outcome, type Progress } from './execute.ts';
export { replaceFile } from './files.ts';
export { count, duration } from './format.ts';
export { digest, parseIdentity } from './identity.ts';
export { type Origin, origins } from './origins.ts';
export {
  codeOf,
  type DataState,
  isLong,
  type Plan,
  type PlannedExperiment,
  type PlannedRun,
  type PlanOptions,
  pending,
  plan,
  type Reason,
  type Workbook,
} from './plan.ts';
export { runPool } from './pool.ts';
export { showProgress } from './progress.ts';
export { commit } from './provenance.ts';
export { type Rerun, rerun } from './rerun.ts';
export {
  compareWithRecorded,
  type ResultSet,
  record,
  recordedAsTheyAre,
  recordedFor,
  resultsFor,
  unfinished,
} from './results.ts';
export { sample } from './sample.ts';
export { nearest, select, UsageError } from './select.ts';
export {
  openStore,
  readIndex,
  readLines,
  recordedRuns,
  type Store,
  type StoredRun,
  workingFile,
} from './store.ts';
export { type RecordedVerdict, readVerdicts, writeVerdicts } from './verdicts.ts';
