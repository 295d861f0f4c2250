// A predictor under the attack that robust training guards against (fact sheet, section 7): PGD within an l_inf ball.
import type { Loss } from './loss.ts';
import { pgdAscent } from './perturb.ts';
import { type Predictor, respond } from './predictor.ts';
import { withBias } from './problem.ts';
import { type Samples, scaled } from './scaling.ts';
import { underAttack } from './underAttack.ts';

/**
 * Outputs for the rows of X (targets y) as the 40 steps of `pgdAscent` leave them, n, in the units of the target. The
 * radius > 0 is in the features as the network takes them: standard deviations where there is a scaling, else the
 * features' own units. The harm is at least theirs. Cost: 160 n m d flops. Errors: as `underAttack`.
 */
export function respondUnderAttack(
  predictor: Predictor,
  X: Samples,
  y: Float64Array,
  loss: Loss,
  radius: number,
): Float64Array {
  const { network, bias, inputs, outputs = { mean: 0, std: 1 } } = predictor;
  if (network.output.length === 0) return respond(predictor, X);
  const known = inputs ? scaled(X, inputs) : X;
  const targets = y.map((value) => (value - outputs.mean) / outputs.std);
  const rows = bias ? withBias(known) : known;
  const z = underAttack(network, rows, targets, loss, pgdAscent(radius, X.cols));
  return z.map((value) => outputs.mean + outputs.std * value);
}
