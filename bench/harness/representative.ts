// The cases that stand for all in a short table: of each, one size.
import type { CaseResult, Results } from './results.ts';

const GAP = 1e-4; // of convex training

/**
 * Of every case its largest size at which most contestants were measured; of training to a gap, 1e-4. Memory alone only where
 * it has no size: else it stands beside the time.
 */
export function representative({ groups }: Results): CaseResult[] {
  const cases = Object.values(groups).flatMap((group) =>
    group.cases.filter((one) => one.size === undefined || one.unit === 's'),
  );
  return [...Map.groupBy(cases, (one) => one.case).values()].map((members) => {
    const measured = ({ contestants }: CaseResult) =>
      contestants.filter(({ rounds }) => rounds.length > 0).length;
    const most = Math.max(...members.map(measured));
    return (
      members.findLast(({ size }) => size?.symbol === 'gap' && size.value === GAP) ??
      members.findLast((one) => measured(one) === most)!
    );
  });
}
