// Where results and figures stand in a checkout, relative to it.
export const recordsPath = (experiment: string): string => `results/${experiment}.jsonl`;
export const picturePath = (figure: string): string => `figures/${figure}.png`;
export const verdictsPath = (paper: string): string => `results/${paper}/verdicts.json`;
