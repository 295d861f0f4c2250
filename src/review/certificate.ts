// A review as a certificate in Markdown, for people to read. What the reviewer wrote stands in it as plain text only.
import { count } from '../workbook/format.ts';
import { ANSWERS, type ClaimAnswer, type Review } from './document.ts';

/** What the certificate says of the site beside what the reviewer wrote. */
export interface Reviewed {
  readonly papers: readonly {
    readonly id: string;
    readonly title: string;
    readonly authors: string;
    readonly arxiv: string;
  }[];
  readonly claims: readonly {
    readonly id: string;
    readonly paper: string;
    readonly statement: string;
    readonly verdict: string;
  }[];
}

/** `day`: of the certificate, as `2026-01-31`. */
export function certificate(review: Review, site: Reviewed, day: string): string {
  const answers = new Map(review.answers.map((answer) => [answer.claim, answer]));
  const { reviewed, reviewer, statement } = review;
  const known = new Set(site.claims.map(({ id }) => id));
  const unknown = review.answers.filter(({ claim }) => !known.has(claim));
  return `${[
    '# Certificate of a review',
    list([
      `Reviewed: Assay ${text(reviewed.version)}, commit ${text(reviewed.commit)}`,
      `Reviewer: ${reviewer.name === '' ? 'not named' : text(reviewer.name)}`,
      ...(reviewer.orcid === '' ? [] : [`ORCID: <https://orcid.org/${reviewer.orcid}>`]),
      `Date: ${text(day)}`,
      `Claims: ${site.claims.length}; ${tally(site.claims.map(({ id }) => answers.get(id)))}`,
    ]),
    '## Overall statement',
    statement === '' ? 'None.' : fenced(statement),
    ...site.papers.flatMap((paper) => section(paper, site, answers)),
    ...(unknown.length === 0
      ? []
      : [
          '## Answers on claims that are not on this site',
          ...unknown.flatMap((answer) => entry(answer, '')),
        ]),
  ].join('\n\n')}\n`;
}

function section(
  { id, title, authors, arxiv }: Reviewed['papers'][number],
  { claims }: Reviewed,
  answers: ReadonlyMap<string, ClaimAnswer>,
): string[] {
  const own = claims.filter(({ paper }) => paper === id);
  const given = own.flatMap((claim) => {
    const answer = answers.get(claim.id);
    return answer ? [{ claim, answer }] : [];
  });
  return [
    `## ${text(title)}`,
    `${text(authors)}, arXiv ${text(arxiv)}. ${count(own.length, 'claim')}; ${tally(own.map((claim) => answers.get(claim.id)))}.`,
    ...given.flatMap(({ claim, answer }) => [
      ...entry(answer, claim.statement),
      ...(claim.verdict === answer.verdict ? [] : [`On this site the verdict is ${text(claim.verdict)}.`]),
    ]),
  ];
}

const entry = ({ claim, verdict, answer, comment }: ClaimAnswer, statement: string): string[] => [
  `### ${text(claim)}: ${answer || 'no answer'}`,
  ...(statement === '' ? [] : [text(statement)]),
  `Verdict that was seen: ${text(verdict)}.`,
  ...(comment === '' ? [] : [fenced(comment)]),
];

/** `agree 3, disagree 1, could not check 0, no answer 148`. */
export const tally = (answers: readonly (ClaimAnswer | undefined)[]): string =>
  [
    ...ANSWERS.map((each) => `${each} ${answers.filter((one) => one?.answer === each).length}`),
    `no answer ${answers.filter((one) => !one?.answer).length}`,
  ].join(', ');

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

/** Characters that are not seen, or turn the order of others, as U+FFFD; line ends as `\n`. */
const visible = (plain: string): string =>
  plain
    .toWellFormed()
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '\ufffd');

/** One line in which Markdown and HTML find nothing of theirs, bare addresses included. */
const text = (plain: string): string =>
  visible(plain)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_{}[\]<>|~&@]|:(?=\/\/)|(?<=www)\./gi, '\\$&')
    .replace(/^(\d*)([-+.)]|#+|=+)(?=\s|$)/, '$1\\$2');

/** Many lines as they are, behind a fence that none of them can end. */
function fenced(plain: string): string {
  const body = visible(plain);
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${body}\n${fence}`;
}
