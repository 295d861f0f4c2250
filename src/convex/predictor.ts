// A network together with the scaling and the bias column it was trained with: takes samples as they come.
import { ShapeError } from '../linalg/index.ts';
import { type Network, predict } from './network.ts';
import { withBias } from './problem.ts';
import { type Samples, type Scaling, scaled } from './scaling.ts';

export interface Predictor {
  /** Of scaled features, and a last one that is 1 where there is a bias. */
  readonly network: Network;
  readonly bias: boolean;
  /** Of the features; absent where they were taken as they are. */
  readonly inputs?: Scaling;
  /** Of the target: output = mean + std * network. */
  readonly outputs?: { readonly mean: number; readonly std: number };
}

/** Features that the predictor takes. */
export const featureCount = ({ network, bias }: Predictor): number => network.d - (bias ? 1 : 0);

/** Outputs for the rows of X, n, in the units of the target. Cost: 2 n m d flops. Errors: `ShapeError`. */
export function respond(predictor: Predictor, X: Samples): Float64Array {
  const { network, bias, inputs, outputs = { mean: 0, std: 1 } } = predictor;
  if (X.cols !== featureCount(predictor))
    throw new ShapeError(`X has ${X.cols} features but the model takes ${featureCount(predictor)}`);
  const known = inputs ? scaled(X, inputs) : X;
  const z = predict(network, bias ? withBias(known) : known);
  return z.map((value) => outputs.mean + outputs.std * value);
}
