// The networks of the paper in any size, with data and start: a diagonal one with a sparse target, a ReLU one with a teacher.
import { row, zeros } from '../../linalg/index.ts';
import type { Stream } from '../../random/index.ts';
import {
  createProblem,
  diagonalNetwork,
  outputs,
  type Problem,
  twoLayerRelu,
} from '../../stability/index.ts';
import type { Arena } from '../../wasm/arena.ts';
import { pow } from '../../wasm/math.ts';

export type NetworkSettings = {
  readonly network: 'diagonal' | 'relu';
  /** d. */
  readonly dimension: number;
  /** m: neurons of a ReLU network; 0 for a diagonal one. */
  readonly width: number;
  /** n. */
  readonly samples: number;
  /** The k first entries of beta* are 1, or the teacher has k neurons. */
  readonly support: number;
  /** Of the entries of a and b at the start of a diagonal network. */
  readonly deviation: number;
};

/** x uniform on [-1, 1]^d, y = x_1 + ... + x_k (E3 of the fact sheet). */
export function sparseProblem(
  { dimension, samples, support }: Pick<NetworkSettings, 'dimension' | 'samples' | 'support'>,
  source: Stream,
  arena: Arena,
): Problem {
  const inputs = zeros(arena, samples, dimension);
  source.split('inputs').fillUniform(inputs.data, -1, 1);
  const targets = Float64Array.from({ length: samples }, (_, i) =>
    row(inputs, i)
      .subarray(0, support)
      .reduce((sum, x) => sum + x, 0),
  );
  return createProblem(diagonalNetwork(dimension), inputs, targets, arena);
}

/** x uniform on the sphere of radius sqrt(d), y = sum of relu(<v_j, x>) over k unit vectors v_j (E1). */
function teacherProblem(
  { dimension, width, samples, support }: NetworkSettings,
  source: Stream,
  arena: Arena,
): Problem {
  const inputs = zeros(arena, samples, dimension);
  const points = source.split('inputs');
  for (let i = 0; i < samples; i++) points.fillSphere(row(inputs, i), Math.sqrt(dimension));
  const teacher = new Float64Array(support * (dimension + 1)).fill(1);
  const directions = source.split('teacher');
  for (let j = 0; j < support; j++)
    directions.fillSphere(teacher.subarray(j * dimension, (j + 1) * dimension));
  const targets = outputs(twoLayerRelu(dimension, support), teacher, inputs);
  return createProblem(twoLayerRelu(dimension, width), inputs, targets, arena);
}

/** Diagonal: a_j, b_j ~ N(0, deviation^2). ReLU: a_j ~ N(0, 1), w_j ~ N(0, I / sqrt(d)), as E1 has it. */
export function setUp(
  s: NetworkSettings,
  source: Stream,
  arena: Arena,
): { readonly problem: Problem; readonly start: Float64Array } {
  const problem = s.network === 'relu' ? teacherProblem(s, source, arena) : sparseProblem(s, source, arena);
  const start = source.split('start').fillNormal(new Float64Array(problem.model.parameters));
  const weights = s.network === 'relu' ? start.subarray(0, s.width * s.dimension) : start;
  const deviation = s.network === 'relu' ? pow(s.dimension, -1 / 4) : s.deviation;
  for (let k = 0; k < weights.length; k++) weights[k]! *= deviation;
  return { problem, start };
}
