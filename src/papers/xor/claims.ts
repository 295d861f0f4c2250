// Claims of Xu et al., of their neighbours and our own; `xor/1` to `xor/20` are numbered as in the fact sheet (section 10).
import { firstStep } from './claims/firstStep.ts';
import { loss } from './claims/loss.ts';
import { lostCluster } from './claims/lostCluster.ts';
import { onset } from './claims/onset.ts';
import { phases } from './claims/phases.ts';
import { preference } from './claims/preference.ts';
import { ratio } from './claims/ratio.ts';
import { smallStep } from './claims/smallStep.ts';
import { trajectory } from './claims/trajectory.ts';
import { untestable } from './claims/untestable.ts';
import { varied } from './claims/varied.ts';

export const claims = [
  ...onset,
  ...smallStep,
  ...firstStep,
  ...preference,
  ...trajectory,
  ...loss,
  ...ratio,
  ...varied,
  ...lostCluster,
  ...phases,
  ...untestable,
];
