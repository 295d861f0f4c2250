// Paper 1: globally optimal training of two-layer ReLU networks by convex programming.
export type { AdmmSettings } from './admm.ts';
export { type AdmmRow, type AdmmTable, admmTable, type TableSettings } from './admmTable.ts';
export { type Attacked, fgsm, inputGradients, type PgdSettings, pgd, type Samples } from './attack.ts';
export { bce } from './bce.ts';
export { type Certificate, certify } from './certificate.ts';
export { type DescentSettings, descend, networkGradient, randomNetwork } from './descent.ts';
export { sampleCount, sampleDirections } from './directions.ts';
export { enumeratePatterns } from './enumerate.ts';
export { featureCorrelations } from './features.ts';
export { hinge } from './hinge.ts';
export { interiorPointMethod } from './interior.ts';
export { type KktResiduals, kktResiduals } from './kkt.ts';
export type { Loss } from './loss.ts';
export { losses } from './losses.ts';
export { type Network, networkObjective, predict, recover } from './network.ts';
export { type Patterns, patternCount, type SampledPatterns, samplePatterns } from './patterns.ts';
export { convexProgram, type Problem, type Training, withBias } from './problem.ts';
export { certifySampled, type SampledCertificate } from './sampledCertificate.ts';
export {
  type SampledProgram,
  type SampledTraining,
  sampledNetwork,
  sampledProgram,
} from './sampledProgram.ts';
export { type Goal, type Solution, solve } from './solve.ts';
export type { AnySolver, Candidate, IterationRow, Options, Solver } from './solver.ts';
export { type SampledGoal, type SampledSolution, solveSampled } from './solveSampled.ts';
export { squared } from './squared.ts';
export { type OutputRange, outputRange, type WorstCase, worstCase, worstObjective } from './worstCase.ts';
