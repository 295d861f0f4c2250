// The images of E9 at each scale: birds and ships of CIFAR-10, every fifth pixel (fact sheet, sections 9 and 10).
import { type BinaryTask, loadBinaryTask } from '../../data/index.ts';

const LEVELS = 255; // the grey level of white

/**
 * A network on c X with balls of radius c eps and weight decay beta is one on X with eps and beta / c: its hidden and output
 * weights times sqrt(c). The same holds for every step of descent with momentum, at rates times c. So raw pixels are run
 * as pixels in [0, 1] with a decay 255 times smaller, and only `standard`, which moves the origin too, has other data.
 */
export const scales = {
  raw: { centred: false, decay: 1 / LEVELS },
  unit: { centred: false, decay: 1 },
  standard: { centred: true, decay: 1 },
} as const;

export type Scale = keyof typeof scales;

export interface E9Data extends Pick<BinaryTask, 'train' | 'test' | 'official'> {
  /** Radius of the balls for each grey level. */
  readonly perLevel: number;
}

/** Pixels in [0, 1], or less their mean over their standard deviation (one of each for all training entries). */
export async function e9Data(scale: Scale, count: number, stride: number): Promise<E9Data> {
  const task = await loadBinaryTask('cifar-10', { count, stride, scaling: 'unit' });
  if (!scales[scale].centred) return { ...task, perLevel: 1 / LEVELS };
  const { data } = task.train.X;
  const mean = data.reduce((sum, x) => sum + x, 0) / data.length;
  const deviation = Math.sqrt(data.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / data.length);
  const scaled = ({ X, y }: BinaryTask['train']) => ({
    X: { ...X, data: X.data.map((x) => (x - mean) / deviation) },
    y,
  });
  return {
    train: scaled(task.train),
    test: scaled(task.test),
    official: task.official,
    perLevel: 1 / (LEVELS * deviation),
  };
}
