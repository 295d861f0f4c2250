// Curve values of the paper's Figure 1 left, computed from the coordinates of its vector graphics (fact sheet, 7.2).
// Medians over 100 runs, and 20-80 % quantiles of the test accuracy.

export const figure1LeftPublished = {
  step: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 30, 50],
  train: [0.4975, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  test: [0.495, 0.505, 0.82, 0.825, 0.915, 0.96, 0.98, 0.99, 0.995, 0.995, 1, 1, 1, 1, 1],
  testLow: [
    0.47, 0.479, 0.73, 0.735, 0.76, 0.78, 0.795, 0.824, 0.856, 0.881, 0.907, 0.938, 0.95, 0.959, 0.964,
  ],
  testHigh: [0.53, 0.54, 0.941, 0.985, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
};

/** Figure 1 right (7.2): medians over 100 runs, and 20-80 % quantiles at those steps where they are known. */
export const figure1RightPublished = {
  step: [1, 5, 10, 15, 20, 25, 30, 40, 100, 300, 500, 700, 1000, 1400, 2000, 3000, 5000],
  train: [0.52, 0.64, 0.775, 0.8725, 0.93, 0.968, 0.985, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  test: [
    0.505, 0.505, 0.505, 0.515, 0.515, 0.52, 0.525, 0.53, 0.56, 0.5825, 0.625, 0.7, 0.7725, 0.8475, 0.9725, 1,
    1,
  ],
  trainBand: { step: [5, 10, 20], low: [0.61, 0.72, 0.89], high: [0.685, 0.816, 0.96] },
  testBand: {
    step: [100, 500, 1000, 2000, 3000, 5000],
    low: [0.519, 0.535, 0.634, 0.774, 0.869, 0.944],
    high: [0.605, 0.741, 0.931, 1, 1, 1],
  },
};

/** 20-80 % quantiles of the training accuracy in Figure 1 left at t = 0 (7.2). */
export const figure1LeftTrainAtStart = { low: 0.465, high: 0.535 };

/**
 * Root mean squares of <w_j, mu1> and <w_j, mu2> over the neurons with a_j > 0, in the order of the panels of Figures 3
 * and 4 (7.4, 7.5); NaN where the figure does not tell them. At t = 3 of Figure 3 that of mu2 is at most 2.7e-12.
 */
export const figure3Widths = {
  mu1: [3.53e-14, 1.87e-12, 7.1e-12, 1.26e-11, 5.4e-11],
  mu2: [3.53e-14, 1.93e-12, 3.1e-12, Number.NaN, Number.NaN],
};
export const figure4Widths = {
  mu1: [3.53e-14, 3.9e-14, 5.14e-14, 3.82e-13, 9.23e-13, 2.78e-12],
  mu2: [3.53e-14, Number.NaN, 2.84e-14, Number.NaN, Number.NaN, Number.NaN],
};
