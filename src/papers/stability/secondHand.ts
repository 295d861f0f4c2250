// Values read from the plots of an independent reproduction of the paper (tag [R] of the fact sheet, section 5).
// The paper's own curves could not be retrieved: these are second-hand, to reading accuracy.

/** E3. Clip 50; SGD at a constant rate, GD with a cosine schedule. GD's sharpness does not move: middle of the range given. */
export const secondHand = {
  learningRate: [0.004, 0.008, 0.016, 0.032, 0.063, 0.126],
  sgd: {
    trace: [490, 230, 92, 18, 2.8, 2.0],
    frobenius: [35, 16.5, 6.5, 1.5, 1.1, 1.1],
    top: [5.8, 2.7, 1.1, 0.6, 0.74, 0.76],
    signError: [0.5, 0.48, 0.46, 0.165, 0.0097, 0.002],
  },
  gd: {
    trace: [570, 570, 570, 570, 570, 570],
    frobenius: [40, 40, 40, 40, 40, 40],
    top: [7, 7, 7, 7, 7, 7],
    signError: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
  },
};

/** E2. Clip 100; the axis is sqrt(d) eta for SGD and eta for GD; the share of test points with the wrong sign. */
export const secondHandRelu = {
  axis: [0.001, 0.0046, 0.0077, 0.013, 0.022, 0.036, 0.06, 0.1],
  sgd: {
    trace: [4200, 4200, 2800, 1350, 700, 480, 270, 133],
    pathNorm: [215, 220, 180, 100, 57, 24, 19, 15],
    signError: [0.31, 0.32, 0.27, 0.2, 0.105, 0.006, 0.0027, 0.002],
  },
  gd: {
    top: [200, 200, 190, 150, 85, 48, 25, 17],
    pathNorm: [235, 285, 230, 180, 135, 85, 50, 31],
    signError: [0.39, 0.4, 0.33, 0.36, 0.21, 0.13, 0.013, 0.0023],
  },
};
