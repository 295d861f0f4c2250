// The set-up of E1 and E2 of the fact sheet (section 5): a two-layer ReLU network, a teacher of the same kind, test points.
import { type Matrix, row, zeros } from '../../linalg/index.ts';
import type { Stream } from '../../random/index.ts';
import { createProblem, outputs, type Problem, twoLayerRelu } from '../../stability/index.ts';
import type { Arena } from '../../wasm/arena.ts';
import { pow } from '../../wasm/math.ts';

export const sizes = {
  dimension: 100, // d, [R]
  width: 100, // m, [R]
  samples: 300, // n, [R]
  teachers: 10, // k, [R]
  testPoints: 2000, // the sheet's (section 8.2)
};

/** The same at a reduced size: the small version of section 8.2. */
export const smallSizes = { dimension: 20, width: 50, samples: 100, teachers: 3, testPoints: 500 };

/**
 * Readings of the start w_j ~ N(0, I/sqrt(d)) of [R]: d^(-1/2) is the variance of an entry, as [R] has it, or its standard
 * deviation. The second layer is N(0, 1) in both.
 */
export type Start = 'variance' | 'deviation';

export type TeacherSettings = typeof sizes & { readonly start: Start };

/** A problem, where its descents start, and points with the teacher's values for the test error. */
export interface TeacherProblem {
  readonly problem: Problem;
  readonly start: Float64Array;
  readonly test: { readonly inputs: Matrix; readonly truth: Float64Array };
}

export function teacherProblem(s: TeacherSettings, source: Stream, arena: Arena): TeacherProblem {
  const { dimension: d, width: m } = s;
  const truth = drawTeacher(d, s.teachers, source.split('teacher'));
  const inputs = onSphere(source.split('inputs'), s.samples, d, arena);
  const test = onSphere(source.split('test'), s.testPoints, d, arena);
  return {
    problem: createProblem(twoLayerRelu(d, m), inputs, truth(inputs), arena),
    start: startOf(s.start, d, m, source.split('start')),
    test: { inputs: test, truth: truth(test) },
  };
}

/** The function x -> sum of relu(<v_j, x>) over k directions, uniform on the unit sphere, of rows x. */
export function drawTeacher(d: number, k: number, source: Stream): (inputs: Matrix) => Float64Array {
  const teacher = new Float64Array(k * (d + 1)).fill(1);
  for (let j = 0; j < k; j++) source.fillSphere(teacher.subarray(j * d, (j + 1) * d));
  return (inputs) => outputs(twoLayerRelu(d, k), teacher, inputs);
}

/** theta = [w_1 | ... | w_m | a]. */
export function startOf(reading: Start, d: number, m: number, source: Stream): Float64Array {
  const theta = source.fillNormal(new Float64Array(m * (d + 1)));
  const deviation = pow(d, reading === 'variance' ? -1 / 4 : -1 / 2);
  for (let k = 0; k < m * d; k++) theta[k]! *= deviation;
  return theta;
}

/** Rows uniform on the sphere of radius sqrt(d). */
export function onSphere(source: Stream, rows: number, d: number, arena: Arena): Matrix {
  const inputs = zeros(arena, rows, d);
  for (let i = 0; i < rows; i++) source.fillSphere(row(inputs, i), Math.sqrt(d));
  return inputs;
}
