// Statements of the paper that no run can decide.
export const untestable = [
  {
    id: 'xor/rate',
    statement: 'For C n^0.01 <= t <= sqrt(n) the test error is at most exp(-Omega(n^0.99 ||mu||^4 / p)).',
    source: 'Theorem 3.1, third part',
    trust: 'read',
    notTestable:
      'the constants of the exponent and of the first step are not given, and its assumptions ask for p >= C^4 n^5: any error at one size is compatible with some constant',
  },
] as const;
