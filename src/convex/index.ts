// Paper 1: globally optimal training of two-layer ReLU networks by convex programming.
export { acceleratedAdmm } from './acceleratedAdmm.ts';
export { accuracy } from './accuracy.ts';
export type { AdmmSettings } from './admm.ts';
export { type AdmmRow, type AdmmTable, admmTable, type TableSettings } from './admmTable.ts';
export { type Assessment, areSigns, assess } from './assess.ts';
export {
  type Attacked,
  fgsm,
  inputGradients,
  type PgdSettings,
  pgd,
  type Samples,
  sampleLosses,
} from './attack.ts';
export { networkGradient } from './backprop.ts';
export { balance } from './balance.ts';
export { bce } from './bce.ts';
export { type Certificate, certifier, certify } from './certificate.ts';
export { type CertifiedRow, certifiedHistory } from './certifiedHistory.ts';
export { patternHeights } from './coneMaximum.ts';
export {
  type CrossValidation,
  crossValidate,
  type Estimate,
  foldsOf,
  type Validation,
} from './crossValidation.ts';
export { sampleCount, sampleDirections } from './directions.ts';
export { enumeratePatterns } from './enumerate.ts';
export { featureCorrelations } from './features.ts';
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
  type DrawnPatterns,
  drawPatterns,
  type Patterns,
  patternCount,
  type SampledPatterns,
  samplePatterns,
} from './patterns.ts';
export { type Ascent, fgsmAscent, pgdAscent } from './perturb.ts';
export { type Perturbation, perturbedPatterns } from './perturbedPatterns.ts';
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
export { authorsSchedule, constantSchedule, type RbcdRow, type RbcdSettings, type Schedule } from './rbcd.ts';
export { rbcd } from './rbcdSolver.ts';
export { type RbcdOptions, type RbcdTable, type RbcdTableSettings, rbcdTable } from './rbcdTable.ts';
export { sampleWeights } from './repair.ts';
export { respondUnderAttack } from './respondUnderAttack.ts';
export { type RobustAdmm, type RobustAdmmState, robustAdmm } from './robustAdmm.ts';
export { type RobustInterior, robustInterior } from './robustInterior.ts';
export { robustInteriorPoint } from './robustInteriorPoint.ts';
export { robustSurvivors } from './robustSurvivors.ts';
export { certifySampled, type SampledCertificate } from './sampledCertificate.ts';
export {
  type SampledProgram,
  type SampledTraining,
  sampledNetwork,
  sampledProgram,
} from './sampledProgram.ts';
export { constantColumns, type Scaling, scaled, scalingOf } from './scaling.ts';
export {
  type SearchedPatterns,
  type SearchRound,
  type SearchSettings,
  searchPatterns,
} from './searchPatterns.ts';
export { type Goal, type Solution, solve } from './solve.ts';
export type { AnySolver, Candidate, IterationRow, Options, Solver } from './solver.ts';
export { type SampledGoal, type SampledSolution, solveSampled } from './solveSampled.ts';
export { squared } from './squared.ts';
export { backtracking, constantStep, type StepRule } from './stepRules.ts';
export { randomNetwork, type Trained, type TrainOptions, type TrainSettings, train } from './train.ts';
export { type Grid, type Trial, type TrialEnd, type Tuned, trialsOf, tune } from './tune.ts';
export { underAttack } from './underAttack.ts';
export { type Violation, violations } from './violation.ts';
export { widePatterns, widePerturbedPatterns } from './widePatterns.ts';
export { type OutputRange, outputRange, type WorstCase, worstCase, worstObjective } from './worstCase.ts';
