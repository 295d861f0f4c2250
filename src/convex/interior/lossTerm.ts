// The loss in the interior-point method: its share of a Newton step, F du - D dq = e with a D > 0 of each sample.
import type { Loss } from '../loss.ts';
import { bceTerm } from './bceTerm.ts';
import { hingeTerm } from './hingeTerm.ts';
import { squaredTerm } from './squaredTerm.ts';

/** Of m samples. */
export interface LossPoint {
  /** F u. */
  readonly z: Float64Array;
  /** Dual direction of the outputs. */
  readonly q: Float64Array;
  /** Further variables of each sample, as the loss says. */
  readonly parts: readonly Float64Array[];
}

export interface LossStep {
  readonly dq: Float64Array;
  readonly parts: readonly Float64Array[];
}

/** y are the targets of the m samples; `affine` is the affine step, whose second-order term a corrected step takes in. */
export interface LossTerm {
  readonly parts: number;
  /** Whether D is always the same. */
  readonly constant: boolean;
  /** Complementarity pairs of each sample. */
  readonly pairs: number;
  /** q for z = 0, and all that follows from it; n samples in all. */
  readonly start: (point: LossPoint, y: Float64Array, n: number) => void;
  /** Puts the pairs on the path at mu. */
  readonly centre: (point: LossPoint, mu: number) => void;
  /** D and e of a step towards mu. */
  readonly equation: (
    point: LossPoint,
    y: Float64Array,
    mu: number,
    affine: LossStep | undefined,
    D: Float64Array,
    e: Float64Array,
  ) => void;
  /** The parts of a step whose dq is there. */
  readonly complete: (
    point: LossPoint,
    y: Float64Array,
    mu: number,
    affine: LossStep | undefined,
    step: LossStep,
  ) => void;
  /** The longest step that is allowed. */
  readonly longest: (point: LossPoint, y: Float64Array, step: LossStep) => number;
  /** Sum over the pairs after `length` times a step. */
  readonly gap: (point: LossPoint, y: Float64Array, step: LossStep, length: number) => number;
  /** Moves all but z. */
  readonly advance: (point: LossPoint, y: Float64Array, step: LossStep, length: number) => void;
}

const terms = { squared: squaredTerm, hinge: hingeTerm, bce: bceTerm } as const;

export const lossTerm = ({ name }: Loss): LossTerm => terms[name];
