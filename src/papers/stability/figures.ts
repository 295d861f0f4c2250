// Figures of Wu and Su, drawn over second-hand values where there are any, and what goes beyond the paper.
import { e3Figures } from './figures/e3.ts';

export const figures = [...e3Figures];
