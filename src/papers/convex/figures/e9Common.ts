// What the figures of E9 share: names, colours, and what the experiment is.
import { colours } from '../../../chart/index.ts';
import type { Scale } from '../e9Data.ts';
import type { Method } from '../e9Methods.ts';

export const names: Record<Method, string> = {
  gd: 'GD',
  'gd-fgsm': 'GD-FGSM',
  'gd-pgd': 'GD-PGD',
  convex: 'convex',
  'convex-robust': 'robust',
};
export const shown: Record<Method, string> = {
  gd: colours.grey,
  'gd-fgsm': colours.orange,
  'gd-pgd': colours.vermillion,
  convex: colours.blue,
  'convex-robust': colours.green,
};
export const titles: Record<Scale, string> = {
  raw: 'raw: pixels 0..255',
  unit: 'pixels in [0, 1]',
  standard: 'mean 0, deviation 1',
};
export const scaleNames: readonly Scale[] = Object.keys(titles) as Scale[];

export const task: string =
  'CIFAR-10, birds against ships, 600 training images, every fifth pixel (d = 147), hinge loss, β = 10⁻⁴';
export const told: string =
  'Hollow: remembered of the paper’s table, unverified, drawn at both scales of which one must be its own.';
