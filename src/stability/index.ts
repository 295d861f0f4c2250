// Paper 3: training and curvature of small models, for the dynamical stability of SGD and GD.
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
export { gd } from './gd.ts';
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
export { twoLayerRelu } from './relu.ts';
export { cosineDecay, type Schedule } from './schedule.ts';
export { type SgdSettings, sgd } from './sgd.ts';
