// Networks of at most n neurons with the outputs of a larger one on n samples (fact sheet, section 2: n + 1 suffice).
import { engine, type MatrixLike, ShapeError, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { type Neuron, networkOf, neuronsOf } from './balance.ts';
import { append, type Basis, project, remove, weightsOf } from './basis.ts';
import type { Network } from './network.ts';
import { norm } from './nnls.ts';
import { patternKey } from './patterns.ts';
import { readSamples } from './problem.ts';

const DEPENDENT = 1e-13; // what is left of a vector after projection, relative to its length: rounding

/**
 * A balanced network with the same outputs on the n rows of X, at most the same objective (NC) for every loss and beta
 * (both up to rounding), and at most n neurons. Neurons of one sign and one activation pattern are added up; then, as
 * in Caratheodory's theorem, weights are moved along linear dependences of the neurons' outputs, in the direction that
 * does not raise their sum, until no dependence is left. Off the samples the function changes. Cost: about 10 n min(n, m)
 * flops per neuron, n doubles each. Errors: `ShapeError`, `RangeError`.
 */
export function prune(X: MatrixLike, network: Network): Network {
  using arena = new Arena();
  const rows = readSamples(arena, X);
  if (rows.cols !== network.d)
    throw new ShapeError(`X has ${rows.cols} features but the network was trained on ${network.d}`);
  const neurons = addUp(neuronsOf(network), (some) => preactivations(rows, some));
  const outputs = preactivations(rows, neurons).map((side, j) =>
    side.map((value) => neurons[j]!.sign * Math.max(0, value)),
  );
  const weights = independent(
    outputs,
    neurons.map(({ weight }) => weight),
  );
  const kept = neurons
    .map((neuron, j) => ({ ...neuron, weight: weights[j]! }))
    .filter(({ weight }) => weight > 0);
  return networkOf(kept, network.d);
}

/** X u of each direction u. */
function preactivations(X: ReturnType<typeof readSamples>, neurons: readonly Neuron[]): Float64Array[] {
  using arena = new Arena();
  const U = zeros(arena, neurons.length, X.cols);
  neurons.forEach(({ direction }, j) => {
    U.data.set(direction, j * X.cols);
  });
  const Y = zeros(arena, neurons.length, X.rows);
  engine().gemm(1, false, U, true, X, 0, Y);
  return neurons.map((_, j) => Y.data.slice(j * X.rows, (j + 1) * X.rows));
}

/** Neurons of one sign and pattern as one: on the samples they are linear, and the norm of a sum is at most the sum of norms. */
function addUp(
  neurons: readonly Neuron[],
  sides: (neurons: readonly Neuron[]) => readonly Float64Array[],
): Neuron[] {
  const keys = sides(neurons).map((side, j) => `${neurons[j]!.sign} ${patternKey(side)}`);
  const groups = Map.groupBy(neurons.keys(), (j) => keys[j]!);
  return [...groups.values()].flatMap((group): Neuron | Neuron[] => {
    const [first] = group.map((j) => neurons[j]!);
    if (group.length === 1) return first!;
    const sum = new Float64Array(first!.direction.length);
    for (const j of group)
      for (let i = 0; i < sum.length; i++) sum[i]! += neurons[j]!.weight * neurons[j]!.direction[i]!;
    const weight = norm(sum);
    if (weight === 0) return [];
    return { direction: sum.map((value) => value / weight), weight, sign: first!.sign };
  });
}

/** Weights >= 0 with the same sum of weighted vectors, no larger sum, and linearly independent vectors where not 0. */
function independent(vectors: readonly Float64Array[], given: readonly number[]): number[] {
  const weights = [...given];
  const basis: Basis = { Q: [], R: [] };
  const members: number[] = []; // vector of each column
  vectors.forEach((vector, entering) => {
    for (;;) {
      const projected = project(basis, vector);
      if (norm(projected.rest) > DEPENDENT * norm(vector)) {
        append(basis, projected);
        members.push(entering);
        return;
      }
      // vector = sum of x_c (vector of column c): it is replaced by the others, or takes their place.
      const x = weightsOf(basis, projected.shares);
      const direction = x.reduce((sum, value) => sum + value, 0) <= 1 ? 1 : -1;
      let [step, first] = [direction > 0 ? weights[entering]! : Infinity, -1];
      x.forEach((value, c) => {
        const room = weights[members[c]!]! / Math.abs(value);
        if (direction * value < 0 && room < step) [step, first] = [room, c];
      });
      x.forEach((value, c) => {
        const member = members[c]!;
        weights[member] = c === first ? 0 : Math.max(0, weights[member]! + direction * step * value);
      });
      weights[entering] = first < 0 ? 0 : weights[entering]! - direction * step;
      if (first < 0) return;
      remove(basis, first);
      members.splice(first, 1);
    }
  });
  return weights;
}
