// Values read from the plots of an independent reproduction of the paper (tag [R] of the fact sheet, section 5, E3).
// The paper's own curves could not be retrieved: these are second-hand, to reading accuracy.

/** Clip 50; SGD at a constant rate, GD with a cosine schedule. GD's sharpness does not move: middle of the range given. */
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
