import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lexer, parse, type Token, walkTokens } from 'marked';
import { certificate } from '../../src/review/certificate.ts';
import type { Review } from '../../src/review/document.ts';

const site = {
  papers: [
    { id: 'xor', title: 'XOR', authors: 'A, B', arxiv: '1' },
    { id: 'convex', title: 'Convex', authors: 'C', arxiv: '2' },
  ],
  claims: [
    { id: 'xor/1', paper: 'xor', statement: 'a_j <w, x> grows * twice.', verdict: 'reproduced' },
    { id: 'xor/2', paper: 'xor', statement: 'It holds.', verdict: 'inconclusive' },
    { id: 'convex/1', paper: 'convex', statement: 'It is so.', verdict: 'not reproduced' },
  ],
};
const review: Review = {
  format: 'assay-review/1',
  reviewed: { version: '0.1.0', commit: 'abc+' },
  reviewer: { name: 'N. N.', orcid: '0000-0002-1825-0097' },
  statement: 'Sound.\nTwo lines.',
  answers: [
    { claim: 'xor/1', verdict: 'reproduced', answer: 'agree', comment: 'Ran it.' },
    { claim: 'xor/2', verdict: 'reproduced', answer: 'could not check', comment: '' },
    { claim: 'old/9', verdict: 'reproduced', answer: 'disagree', comment: 'gone' },
  ],
};

test('the certificate has reviewer, what was reviewed, counts, statement, and each answer with its comment', () => {
  assert.equal(
    certificate(review, site, '2026-01-31'),
    `# Certificate of a review

- Reviewed: Assay 0.1.0, commit abc+
- Reviewer: N. N.
- ORCID: <https://orcid.org/0000-0002-1825-0097>
- Date: 2026-01-31
- Claims: 3; agree 1, disagree 0, could not check 1, no answer 1

## Overall statement

\`\`\`text
Sound.
Two lines.
\`\`\`

## XOR

A, B, arXiv 1. 2 claims; agree 1, disagree 0, could not check 1, no answer 0.

### xor/1: agree

a\\_j \\<w, x\\> grows \\* twice.

Verdict that was seen: reproduced.

\`\`\`text
Ran it.
\`\`\`

### xor/2: could not check

It holds.

Verdict that was seen: reproduced.

On this site the verdict is inconclusive.

## Convex

C, arXiv 2. 1 claim; agree 0, disagree 0, could not check 0, no answer 1.

## Answers on claims that are not on this site

### old/9: disagree

Verdict that was seen: reproduced.

\`\`\`text
gone
\`\`\`
`,
  );
});

test('a name and ORCID that are not given are said so, or left out', () => {
  const text = certificate({ ...review, reviewer: { name: '', orcid: '' }, statement: '' }, site, 'd');
  assert.match(text, /- Reviewer: not named\n- Date/);
  assert.match(text, /## Overall statement\n\nNone\./);
});

const attacks = [
  '<script>alert(1)</script>',
  '[click](javascript:alert(1)) ![x](http://evil.example/x.png)',
  '```\n<img src=x onerror=alert(1)>\n```',
  '````text\n~~~\n# A heading\n````\n<b>',
  '- [ ] a list\n\n| a | b |\n| - | - |\n| 1 | 2 |',
  '# Certificate of a review\n\n### xor/2: agree',
  '- a list of 1. things',
  '1. one',
  '+ x',
  '> quoted',
  '=====',
  'a@b.example www.evil.example',
  '<https://evil.example> https://evil.example **bold** _it_ `code` &lt;b&gt;',
];

test('whatever is written, a Markdown reader finds text in it and nothing else', () => {
  for (const attack of attacks) {
    const text = certificate(
      {
        ...review,
        reviewed: { version: attack, commit: attack },
        reviewer: { name: attack, orcid: '' },
        statement: attack,
        answers: [{ claim: attack, verdict: attack, answer: 'agree', comment: attack }],
      },
      site,
      'd',
    );
    const tokens = lexer(text);
    const kinds: string[] = [];
    walkTokens(tokens, (token: Token) => void kinds.push(token.type));
    const allowed = ['heading', 'text', 'space', 'list', 'list_item', 'code', 'paragraph', 'escape'];
    assert.deepEqual(
      kinds.filter((kind) => !allowed.includes(kind)),
      [],
      attack,
    );
    const code = tokens
      .filter((token) => token.type === 'code')
      .map((token) => (token as { text: string }).text);
    assert.deepEqual(code, [attack, attack]);
    const tags = [...String(parse(text)).matchAll(/<\/?([a-z\d]+)/g)].map(([, tag]) => tag!);
    assert.deepEqual(
      tags.filter((tag) => !['h1', 'h2', 'h3', 'ul', 'li', 'p', 'pre', 'code'].includes(tag)),
      [],
    );
  }
});

test('characters that hide others or turn their order are made visible', () => {
  const text = certificate({ ...review, statement: 'a\u202eb\u0000c\r\nd\ud800\u200b' }, site, 'd');
  assert.match(text, /a\ufffdb\ufffdc\nd\ufffd\ufffd\n/);
});
