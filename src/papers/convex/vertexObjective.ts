// Robust (NC) over the vertices of the boxes alone: a lower bound of the worst case, attained where patterns are fixed on the box.
import { type Network, networkObjective, type Problem, predict, sampleLosses } from '../../convex/index.ts';

/** Worst loss over the 2^perturbed vertices of every box, plus the weight decay. Cost: 2^(perturbed + 1) n m d flops. */
export function vertexObjective(problem: Problem, network: Network): number {
  const { X, y, loss, radius, perturbed } = problem;
  const worst = new Float64Array(y.length).fill(-Infinity);
  const outputs = new Float64Array(y.length);
  for (let corner = 0; corner < 1 << perturbed; corner++) {
    const data = X.data.map((x, e) => {
      const j = e % X.cols;
      return j < perturbed ? x + ((corner >> j) & 1 ? radius : -radius) : x;
    });
    const z = predict(network, { rows: X.rows, cols: X.cols, data });
    sampleLosses(problem, z).forEach((value, k) => {
      if (!(value > worst[k]!)) return;
      worst[k] = value;
      outputs[k] = z[k]!;
    });
  }
  const decay = networkObjective(problem, network) - loss.value(predict(network, X), y);
  return loss.value(outputs, y) + decay;
}
