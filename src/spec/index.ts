// What a paper consists of: experiments, figures and claims as types over plain data.
export { type CheckedClaim, type CheckedPart, checkClaim } from './check.ts';
export {
  type AnyClaim,
  type Claim,
  claimsOn,
  defineClaim,
  isTestable,
  type Measurement,
  part,
  type Tolerance,
  type Trust,
  type Untestable,
} from './claim.ts';
export type {
  AnyExperiment,
  DataSet,
  Experiment,
  Json,
  Profile,
  Result,
  ResultRecord,
  ResultsOf,
  Run,
  RunContext,
  Settings,
} from './experiment.ts';
export { type AnyFigure, defineFigure, type Figure, type PlotlySpec } from './figure.ts';
export { moreRuns } from './moreRuns.ts';
export type { Paper } from './paper.ts';
export { type PartState, type Verdict, verdict } from './verdict.ts';
