// What the figures of the bench share.
import { colours } from '../../src/chart/index.ts';
import type { PlotlySpec } from '../../src/spec/figure.ts';

export interface Drawn {
  /** Name of the file without its ending. */
  readonly id: string;
  readonly title: string;
  readonly spec: PlotlySpec;
  readonly size: { readonly width: number; readonly height: number };
}

export const PALETTE = [
  colours.blue,
  colours.vermillion,
  colours.green,
  colours.purple,
  colours.orange,
  colours.grey,
  colours.black,
];
