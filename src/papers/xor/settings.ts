// Settings of the experiments of Xu et al. (appendix A.7), and the two readings of the step size.

export const settings = {
  samples: 200, // n, appendix A.7
  testSamples: 200, // A.7
  dimension: 40_000, // p, A.7
  muNorm: Math.sqrt(1250), // 2.5 sqrt(p / n), A.7; confirmed by the t = 0 histogram of Figure 3
  noise: 0.05, // eta, A.7; flips are taken as independent
  neurons: 1000, // m, A.7
  omega: 1e-15, // omega_init, A.7, a standard deviation
};

export type NetworkSettings = typeof settings;

/** alpha as printed in A.7: of Figures 1 left, 2 and 3, and of Figures 1 right and 4. */
export const printedRate: { readonly left: number; readonly right: number } = { left: 1e-12, right: 1e-16 };

/** The printed step, and twice that: the published curves correspond to the doubled one (fact sheet, 7.6). */
export const stepFactors = { printed: 1, doubled: 2 } as const;

/** The paper's number of runs (A.7). */
export const RUNS = 100;

/** The quick profile: fewer neurons blur a curve only a little. */
export const quick = { ...settings, neurons: 200 };
export const QUICK_RUNS = 10;

/** Seeds 1, 2, ..., each with the same settings. */
export const seeds = <S>(count: number, of: S): { readonly settings: S; readonly seed: number }[] =>
  Array.from({ length: count }, (_, i) => ({ settings: of, seed: i + 1 }));

/** 0, 1, ..., last. */
export const upTo = (last: number): number[] => Array.from({ length: last + 1 }, (_, t) => t);
