// Paper 3: training and curvature of small models, for the dynamical stability of SGD and GD.

export { nonUniformity, type StabilityBounds, stabilityBounds } from './bounds.ts';
export { type Curvature, curvature } from './curvature.ts';
export { gram, hessian, jacobian } from './derivatives.ts';
export {
  type Descent,
  type DescentSettings,
  type DescentState,
  type DescentStatus,
  done,
  type Position,
} from './descent.ts';
export { balanceRatio, diagonalNetwork, effectiveWeights, l1Norm } from './diagonal.ts';
export { symmetricEigenvalues } from './eigenvalues.ts';
export {
  type Eigenvalue,
  type Extremes,
  extremeEigenvalues,
  type IterationLimits,
  type IterationStatus,
  largestEigenvalue,
} from './extremeEigenvalues.ts';
export { gd } from './gd.ts';
export {
  type DiagonalBounds,
  diagonalBounds,
  type GeneralizationBounds,
  type GeneralizationSettings,
  generalizationBounds,
  pathNormGap,
  type StableBounds,
  sampleThreshold,
} from './generalization.ts';
export { type HessianCurvature, hessianCurvature } from './hessianCurvature.ts';
export { linearModel } from './linear.ts';
export type { BatchSize, Loops, Steps } from './loops.ts';
export {
  createProblem,
  type Model,
  meanSquare,
  outputs,
  type Problem,
  residuals,
  trainLoss,
} from './model.ts';
export { alignment, noiseCovariance, noiseGram } from './noise.ts';
export { fisherOperator, hessianOperator, matrixOperator, type SymmetricOperator } from './operator.ts';
export { pathNorm, weightedNorm } from './pathNorm.ts';
export { twoLayerRelu } from './relu.ts';
export { noiseShare, type Sampling } from './sampling.ts';
export { cosineDecay, type Schedule } from './schedule.ts';
export {
  type CriticalRate,
  criticalRate,
  type SpectralRadius,
  spectralRadius,
} from './secondMoment.ts';
export { type SgdSettings, sgd } from './sgd.ts';
export { type Sharpness, sharpness, spectrum } from './spectrum.ts';
export { type Estimate, hutchinson, hutchPlusPlus, squaredFrobenius } from './trace.ts';
