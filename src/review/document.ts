// A review as it is kept in the browser and exchanged as JSON: its form, its limits, and how it is read.
import * as v from 'valibot';
import { parseOrcid } from './orcid.ts';

export const ANSWERS = ['agree', 'disagree', 'could not check'] as const;
export type Answer = (typeof ANSWERS)[number] | '';

/** Largest lengths, in characters. */
export const LIMITS = { comment: 10_000, statement: 20_000, name: 200, file: 8_000_000 } as const;

export const FORMAT = 'assay-review/1';

/** Why a text is refused; undefined where it is not. */
export const tooLong = (text: string, limit: number): string | undefined =>
  text.length > limit
    ? `${text.length} characters, but at most ${limit} are kept: shorten it, or put the text elsewhere and name the place`
    : undefined;

const atMost = (limit: number) =>
  v.pipe(
    v.string(),
    v.check(
      (text) => text.length <= limit,
      ({ input }) => tooLong(input, limit)!,
    ),
  );

const answerSchema = v.object({
  claim: atMost(LIMITS.name),
  /** The verdict that the reviewer saw. */
  verdict: atMost(LIMITS.name),
  answer: v.picklist([...ANSWERS, '']),
  comment: atMost(LIMITS.comment),
});

const reviewSchema = v.object({
  format: v.literal(FORMAT, `the format is not "${FORMAT}"`),
  /** What was reviewed. */
  reviewed: v.object({ version: atMost(LIMITS.name), commit: atMost(LIMITS.name) }),
  reviewer: v.object({
    name: atMost(LIMITS.name),
    orcid: v.pipe(
      v.string(),
      v.check(
        (text) => text === '' || parseOrcid(text) === text,
        'is no ORCID iD such as 0000-0002-1825-0097',
      ),
    ),
  }),
  statement: atMost(LIMITS.statement),
  answers: v.pipe(v.array(answerSchema), v.maxLength(10_000, 'more than 10000 answers')),
});

export type ClaimAnswer = v.InferOutput<typeof answerSchema>;
export type Review = v.InferOutput<typeof reviewSchema>;

export const emptyReview = (reviewed: Review['reviewed']): Review => ({
  format: FORMAT,
  reviewed,
  reviewer: { name: '', orcid: '' },
  statement: '',
  answers: [],
});

/** Errors: what is wrong with the text, where, and what was expected. */
export function parseReview(text: string): Review {
  if (text.length > LIMITS.file)
    throw new RangeError(`the file has ${text.length} characters; a review has at most ${LIMITS.file}`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(`it is not JSON: ${(cause as Error).message.slice(0, 200)}`, { cause });
  }
  const { success, output, issues } = v.safeParse(reviewSchema, json);
  if (!success) {
    const [first] = issues;
    throw new SyntaxError(`${v.getDotPath(first) ?? 'the whole'}: ${first.message.slice(0, 300)}`);
  }
  const seen = new Set<string>();
  for (const { claim } of output.answers) {
    if (seen.has(claim)) throw new SyntaxError(`there are two answers on claim ${claim}`);
    seen.add(claim);
  }
  return output;
}

/** The review with another answer on a claim; one without answer and comment is none. */
export const withAnswer = (review: Review, answer: ClaimAnswer): Review => {
  const others = review.answers.filter(({ claim }) => claim !== answer.claim);
  const isEmpty = answer.answer === '' && answer.comment === '';
  return { ...review, answers: isEmpty ? others : [...others, answer] };
};

export const isEmpty = ({ reviewer, statement, answers }: Review): boolean =>
  reviewer.name === '' && reviewer.orcid === '' && statement === '' && answers.length === 0;
