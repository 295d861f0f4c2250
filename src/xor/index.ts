// Paper 2: exact dynamics of two-layer ReLU networks on XOR cluster data.
export { countCorrect, type ErrorRate, testError } from './accuracy.ts';
export { alignment, clusterContrasts, imbalance } from './alignment.ts';
export {
  type ClusterSettings,
  type Clusters,
  clusters,
  drawAllDimensions,
  drawClusters,
  reducedDimension,
  type Samples,
} from './clusters.ts';
export type { Activity, Descent, DescentOptions, Kept, Trajectory } from './descent.ts';
export { type FrozenTrajectory, frozenDescent } from './frozenDescent.ts';
export { type GradientDescent, gradientDescent, pulls } from './gradientDescent.ts';
export { initialize, type Network } from './initialize.ts';
export { type Agreement, agreement, linearOutputs } from './linearRule.ts';
export { clusterMargins, frobeniusNorm, meanRelu, type NetworkAt, normalCdf } from './margin.ts';
export { firstStep } from './transition.ts';
