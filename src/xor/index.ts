// Paper 2: exact dynamics of two-layer ReLU networks on XOR cluster data.
export { countCorrect } from './accuracy.ts';
export {
  type ClusterSettings,
  type Clusters,
  drawClusters,
  reducedDimension,
  type Samples,
} from './clusters.ts';
export { type Descent, type DescentOptions, frozenDescent, type Trajectory } from './frozenDescent.ts';
export { initialize } from './initialize.ts';
