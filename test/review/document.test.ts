import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  emptyReview,
  isEmpty,
  LIMITS,
  parseReview,
  type Review,
  withAnswer,
} from '../../src/review/document.ts';

const answer = { claim: 'xor/1', verdict: 'reproduced', answer: 'agree', comment: 'yes\n<b>' } as const;
const review: Review = {
  ...withAnswer(emptyReview({ version: '1', commit: 'c' }), answer),
  reviewer: { name: 'N. N.', orcid: '0000-0002-1825-0097' },
  statement: 'Good.',
};
const changed = (change: object): string => JSON.stringify({ ...review, ...change });

test('a review survives the way through its file', () => {
  assert.deepEqual(parseReview(JSON.stringify(review)), review);
});

test('an answer replaces the one on the same claim, and an empty one takes it away', () => {
  const other = withAnswer(review, { ...answer, answer: 'disagree' });
  assert.deepEqual(
    other.answers.map((one) => one.answer),
    ['disagree'],
  );
  const none = withAnswer(other, { ...answer, answer: '', comment: '' });
  assert.deepEqual(none.answers, []);
  assert.ok(isEmpty({ ...none, reviewer: { name: '', orcid: '' }, statement: '' }));
  assert.ok(!isEmpty(none));
});

test('a comment of the largest length is taken, a longer one refused with both lengths', () => {
  const of = (length: number) => changed({ answers: [{ ...answer, comment: 'x'.repeat(length) }] });
  assert.equal(parseReview(of(LIMITS.comment)).answers[0]!.comment.length, LIMITS.comment);
  assert.throws(
    () => parseReview(of(LIMITS.comment + 1)),
    /answers\.0\.comment: 10001 characters, but at most 10000/,
  );
});

test('what is no review is refused, and the message says where it is wrong', () => {
  const wrong: [string, RegExp][] = [
    ['', /not JSON/],
    ['{"format":', /not JSON/],
    ['null', /the whole: /],
    ['[]', /the whole|format/],
    [changed({ format: 'other' }), /format: the format is not "assay-review\/1"/],
    [changed({ statement: 7 }), /statement: .*string/],
    [changed({ answers: 'all' }), /answers: /],
    [changed({ answers: [{ ...answer, answer: 'perhaps' }] }), /answers\.0\.answer: .*"agree"/],
    [changed({ answers: [answer, answer] }), /two answers on claim xor\/1/],
    [changed({ reviewer: { name: '', orcid: '0000-0002-1825-0098' } }), /reviewer\.orcid: is no ORCID iD/],
    [' '.repeat(LIMITS.file + 1), /has 8000001 characters; a review has at most 8000000/],
  ];
  for (const [text, message] of wrong) assert.throws(() => parseReview(text), message);
});

test('entries that nobody asked for are left out, and do not reach a prototype', () => {
  const parsed = parseReview(changed({ answers: [] }).replace('{', '{"__proto__":{"polluted":1},"extra":1,'));
  assert.deepEqual(Object.keys(parsed).sort(), ['answers', 'format', 'reviewed', 'reviewer', 'statement']);
  assert.equal((parsed as unknown as Record<string, unknown>)['polluted'], undefined);
});
