// What `assay verify` found: a table for readers, plain data for programs, and what differs from the recorded verdicts.
import { type CheckedClaim, type CheckedPart, hardest, lack } from '../spec/check.ts';
import type { Json } from '../spec/experiment.ts';
import { interval, range } from '../spec/inWords.ts';
import { count, duration, type RecordedVerdict } from '../workbook/index.ts';
import { paint } from './call.ts';
import { countVerdicts, paintVerdict } from './claims.ts';
import { table } from './table.ts';

export interface Verified {
  readonly claim: CheckedClaim;
  /** Runs behind it, and their computing time. */
  readonly runs: number;
  readonly seconds: number;
  readonly recorded: RecordedVerdict | undefined;
}

export const changed = ({ claim, recorded }: Verified): boolean => claim.verdict !== recorded?.verdict;

const HEAD = ['claim', 'statement and its parts', 'expected', 'measured', 'runs', 'verdict', 'time'];
/** Characters of a line of text in the table. */
const WIDTH = 52;

/** A row for each claim, and below it one for each of its parts. */
export const verifiedTable = (all: readonly Verified[]): string =>
  table([HEAD.map((title) => paint('bold', title)), ...all.flatMap(claimRows)]);

/** `20 claims: 13 reproduced, 1 not reproduced, 6 inconclusive; all as recorded`. */
export function summary(all: readonly Verified[]): string {
  if (all.length === 0) return '0 claims: none could be checked';
  const other = all.filter(changed).length;
  const recorded = other === 0 ? 'all as recorded' : paint('red', `${other} not as recorded`);
  const verdicts = all.map(({ claim }) => claim.verdict);
  return `${countVerdicts(verdicts, paintVerdict)}; ${recorded}`;
}

function claimRows({ claim, runs, seconds }: Verified): string[][] {
  const { id, statement, beyond, verdict, reason, parts } = claim;
  const needed = hardest(claim);
  return [
    ...lines(
      [id],
      wrap(`${statement}${beyond ? ' (Beyond the paper.)' : ''}`),
      [''],
      [''],
      [runs > 0 ? String(runs) : ''],
      [paintVerdict(verdict), ...(needed ? [lack(needed)] : [])],
      [runs > 0 ? duration(seconds) : ''],
    ),
    ...(reason ? lines([''], wrap(`  ${reason}`)) : []),
    ...parts.flatMap(partRows),
  ];
}

function partRows(part: CheckedPart): string[][] {
  const { label, count: n, unit = 'run', excluded = 0, state } = part;
  return lines(
    [''],
    wrap(`  ${label}`),
    [range(part.expected)],
    [interval(part)],
    [unit === 'run' ? `${n}` : count(n, unit), ...(excluded > 0 ? [`${excluded} excluded`] : [])],
    state === 'open' ? [state, lack(part)] : [state],
  );
}

/** Rows of a table from columns of several lines each. */
const lines = (...columns: readonly (readonly string[])[]): string[][] =>
  Array.from({ length: Math.max(...columns.map(({ length }) => length)) }, (_, i) =>
    columns.map((column) => column[i] ?? ''),
  );

/** Lines of at most WIDTH characters, broken at spaces, with the indentation of the text. */
function wrap(text: string): string[] {
  const indentation = /^ */.exec(text)![0];
  const wrapped = [''];
  for (const word of text.trim().split(' ')) {
    const last = wrapped.at(-1)!;
    if (last !== '' && last.length + 1 + word.length > WIDTH) wrapped.push(`${indentation}${word}`);
    else wrapped[wrapped.length - 1] = last === '' ? `${indentation}${word}` : `${last} ${word}`;
  }
  return wrapped;
}

/** Lines that say where a claim differs from what is recorded of it; none where verdict and values are the same. */
export function differences({ claim, recorded }: Verified): string[] {
  const { id, verdict, parts } = claim;
  if (!recorded) return [`${paint('red', id)}: ${verdict}, but no verdict is recorded`];
  const labels = new Set([...parts, ...recorded.parts].map(({ label }) => label));
  const values = [...labels].flatMap((label) => {
    const [now, before] = [parts, recorded.parts].map((all) => exact(all.find((one) => one.label === label)));
    return now === before ? [] : [`  ${label}: ${now} now, ${before} recorded`];
  });
  if (verdict !== recorded.verdict)
    return [`${paint('red', id)}: ${verdict}, recorded: ${recorded.verdict}`, ...values];
  return values.length > 0 ? [`${id}: ${verdict} as recorded, from other values`, ...values] : [];
}

const exact = (part: Pick<CheckedPart, 'value' | 'low' | 'high' | 'count'> | undefined): string =>
  part ? `${part.value} [${part.low}, ${part.high}] of ${part.count}` : 'nothing';

/** For programs. */
export function plain(one: Verified): Json {
  const { claim, runs, seconds, recorded } = one;
  const { beyond = false, tolerance = null, reason = null, ...rest } = claim;
  const needed = hardest(claim);
  return {
    ...rest,
    beyond,
    tolerance,
    reason,
    more: needed ? { count: needed.more!, unit: needed.unit ?? 'run' } : null,
    runs,
    seconds,
    recorded: recorded ?? null,
    changed: changed(one),
  } as unknown as Json;
}
