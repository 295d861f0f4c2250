// A trained model as a file keeps it.
import type { FitCertificate, FitSettings } from './fit.ts';
import type { Classes } from './labels.ts';
import type { Predictor } from './predictor.ts';

export interface Model extends Predictor {
  /** Of the library that trained it. */
  readonly version: string;
  /** Names of the features, in the order of the network's inputs. */
  readonly features: readonly string[];
  readonly target: string;
  /** What the sign of an output means; absent where outputs are quantities. */
  readonly classes?: Classes;
  readonly training: FitSettings & { readonly samples: number; readonly patternsUsed: number };
  readonly certificate: FitCertificate;
}

/** A model file that cannot be used; the message says where and why. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

export const FORMAT = 'assay model';
export const FORMAT_VERSION = 1;

/** An array of numbers with its shape, row-major. */
export interface NamedArray {
  readonly shape: readonly number[];
  readonly data: Float64Array | Uint8Array;
}
