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
