// What a paper consists of: experiments, figures and claims as types over plain data.
export { type AnyClaim, type Claim, defineClaim, type Measurement, type Verdict, verdict } from './claim.ts';
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
export type { Paper } from './paper.ts';
