// The registry of the sweeps that are measured.
import { experimentOf } from '../workbook/experiment.ts';

export const papers = [{ id: 'bench', experiments: [experimentOf(1)], figures: [], claims: [] }];
