// Paper 1: globally optimal training of two-layer ReLU networks by convex programming.
export type { AdmmSettings } from './admm.ts';
export { type AdmmRow, type AdmmTable, admmTable, type TableSettings } from './admmTable.ts';
export { type Assessment, areSigns, assess } from './assess.ts';
export { networkGradient } from './backprop.ts';
export { balance } from './balance.ts';
export { bce } from './bce.ts';
export { type Certificate, certify } from './certificate.ts';
export {
  type CrossValidation,
  crossValidate,
  type Estimate,
  foldsOf,
  type Validation,
} from './crossValidation.ts';
export { enumeratePatterns } from './enumerate.ts';
export { type Fit, type FitCertificate, type FitSettings, fit } from './fit.ts';
export { formatModel, modelArrays } from './formatModel.ts';
export { hinge } from './hinge.ts';
export { interiorPointMethod } from './interior.ts';
export { type KktResiduals, kktResiduals } from './kkt.ts';
export { type Classes, classesOf, classOf, encodeLabels } from './labels.ts';
export type { Loss } from './loss.ts';
export { losses } from './losses.ts';
export { type Model, ModelError, type NamedArray } from './model.ts';
export { type Network, networkObjective, predict, recover } from './network.ts';
export { patternsOfNetwork } from './networkPatterns.ts';
export { modelOfArrays, parsedJson, parseModel } from './parseModel.ts';
export { networkOf, parseNetwork } from './parseNetwork.ts';
export {
  type Patterns,
  patternCount,
  type SampledPatterns,
  samplePatterns,
} from './patterns.ts';
export { type Ascent, fgsmAscent, pgdAscent } from './perturb.ts';
export { type Polished, polish } from './polish.ts';
export { type Predictor, respond } from './predictor.ts';
export {
  convexProgram,
  type NetworkProblem,
  networkProblem,
  type Problem,
  type Training,
  withBias,
} from './problem.ts';
export { prune } from './prune.ts';
export { constantColumns, type Samples, type Scaling, scaled, scalingOf } from './scaling.ts';
export {
  type SearchedPatterns,
  type SearchRound,
  type SearchSettings,
  searchPatterns,
} from './searchPatterns.ts';
export { type Goal, type Solution, solve } from './solve.ts';
export type { AnySolver, Candidate, IterationRow, Options, Solver } from './solver.ts';
export { squared } from './squared.ts';
export { randomNetwork, type Trained, type TrainOptions, type TrainSettings, train } from './train.ts';
export { type Violation, violations } from './violation.ts';
