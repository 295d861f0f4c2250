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
export type { Loops } from './loops.ts';
export {
  createProblem,
  type Model,
  meanSquare,
  outputs,
  type Problem,
  residuals,
  trainLoss,
} from './model.ts';
export { sgd } from './sgd.ts';
