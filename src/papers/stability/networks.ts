// The networks of the paper in any size, with data and start: a diagonal one with a sparse target, a ReLU one with a teacher.
import { row, zeros } from '../../linalg/index.ts';
import type { Stream } from '../../random/index.ts';
import { createProblem, diagonalNetwork, type Problem, twoLayerRelu } from '../../stability/index.ts';
import type { Arena } from '../../wasm/arena.ts';
import { drawTeacher, onSphere, startOf } from './teacher.ts';

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
  const inputs = onSphere(source.split('inputs'), samples, dimension, arena);
  const targets = drawTeacher(dimension, support, source.split('teacher'))(inputs);
  return createProblem(twoLayerRelu(dimension, width), inputs, targets, arena);
}

/** Diagonal: a_j, b_j ~ N(0, deviation^2). ReLU: a_j ~ N(0, 1), w_j ~ N(0, I / sqrt(d)), as E1 has it. */
export function setUp(
  s: NetworkSettings,
  source: Stream,
  arena: Arena,
): { readonly problem: Problem; readonly start: Float64Array } {
  const starts = source.split('start');
  if (s.network === 'relu')
    return {
      problem: teacherProblem(s, source, arena),
      start: startOf('variance', s.dimension, s.width, starts),
    };
  const problem = sparseProblem(s, source, arena);
  const start = starts.fillNormal(new Float64Array(problem.model.parameters));
  for (let k = 0; k < start.length; k++) start[k]! *= s.deviation;
  return { problem, start };
}
