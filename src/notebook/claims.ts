// Every claim of a paper held against the recorded results, as a data frame.
import { createRequire } from 'node:module';
import type { DataFrame } from 'danfojs-node';
import { papers } from '../papers/index.ts';
import { type CheckedClaim, type CheckedPart, checkClaim, lack } from '../spec/check.ts';
import { type AnyClaim, isTestable } from '../spec/claim.ts';
import type { Verdict } from '../spec/verdict.ts';
import { frameBundle } from './frame.ts';
import { interval, range } from './numbers.ts';
import { named, resultsOf } from './recorded.ts';

export interface ClaimsOptions {
  /** Only those with one of these verdicts. */
  readonly verdicts?: readonly Verdict[];
  /** Only statements of the paper (`false`), or only our own that go beyond it (`true`). */
  readonly beyond?: boolean;
}

const checked = new Map<string, CheckedClaim>();

/**
 * The claims of a paper (`convex`, `xor`, `stability`), a row each, in the columns claim, statement, verdict, measured,
 * expected, n, trust. Where a claim has several parts, the row shows the one that decides: the first that lies outside its
 * range, else the first left open, else the first. Checked anew from the recorded results: up to 6 s. Errors: `UsageError`
 * for a paper that is none, results that are not recorded.
 */
export function claims(paper: string, { verdicts, beyond }: ClaimsOptions = {}): DataFrame {
  const rows = checkedClaims(paper)
    .filter(({ verdict }) => verdicts?.includes(verdict) ?? true)
    .filter((claim) => beyond === undefined || Boolean(claim.beyond) === beyond)
    .map(row);
  // Loaded here: danfojs takes a second.
  const danfo = createRequire(import.meta.url)('danfojs-node') as typeof import('danfojs-node');
  const frame = new danfo.DataFrame(rows, { columns: COLUMNS });
  // Printed, as tslab does with the value of a cell, it is a table too.
  const text = (): unknown => frameBundle(frame)['text/plain'];
  return Object.defineProperty(frame, Symbol.for('nodejs.util.inspect.custom'), { value: text });
}

/** The claims of a paper with all their parts, as plain data. Errors: as `claims`. */
export const checkedClaims = (paper: string): CheckedClaim[] =>
  named(papers, paper, 'paper').claims.map(check);

/** One claim. Errors: `UsageError` for an id that is none, results that are not recorded. */
export const checkedClaim = (id: string): CheckedClaim =>
  check(
    named(
      papers.flatMap((paper) => paper.claims),
      id,
      'claim',
    ),
  );

function check(claim: AnyClaim): CheckedClaim {
  const known = checked.get(claim.id);
  if (known) return known;
  const now = checkClaim(claim, isTestable(claim) ? resultsOf(claim.experiments) : []);
  checked.set(claim.id, now);
  return now;
}

const COLUMNS = ['claim', 'statement', 'verdict', 'measured', 'expected', 'n', 'trust'];

function row(claim: CheckedClaim): (string | number)[] {
  const { id, statement, verdict, trust, beyond, parts, reason } = claim;
  const source = beyond ? 'ours' : trust;
  const part = decisive(parts);
  if (part === undefined) return [id, statement, verdict, reason ?? '', '', '', source];
  const others = parts.length > 1 ? ` (${parts.indexOf(part) + 1} of ${parts.length})` : '';
  const open = part.state === 'open' ? `; ${lack(part)}` : '';
  return [
    id,
    statement,
    verdict,
    `${part.label}${others}: ${interval(part)}${open}`,
    range(part.expected),
    counted(part),
    source,
  ];
}

/** The first part that lies outside its range, else the first left open, else the first. */
export const decisive = (parts: readonly CheckedPart[]): CheckedPart | undefined =>
  parts.find(({ state }) => state === 'outside') ?? parts.find(({ state }) => state === 'open') ?? parts[0];

/** `5`, `12 seeds, 1 excluded`. */
export const counted = ({ count, unit, excluded = 0 }: CheckedPart): string =>
  `${count}${unit === undefined ? '' : ` ${unit}s`}${excluded > 0 ? `, ${excluded} ${excluded === 1 ? 'run' : 'runs'} excluded` : ''}`;
