import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseOrcid } from '../../src/review/orcid.ts';

// The sample identifiers of ORCID's own documentation.
const samples = ['0000-0002-1825-0097', '0000-0001-5109-3700', '0000-0002-1694-233X'];

test('sample iDs are read with and without hyphens, as addresses, and with a small x', () => {
  for (const id of samples) {
    assert.equal(parseOrcid(id), id);
    assert.equal(parseOrcid(` ${id.replaceAll('-', '')} `), id);
    assert.equal(parseOrcid(`https://orcid.org/${id}`), id);
    assert.equal(parseOrcid(id.toLowerCase()), id);
  }
});

test('an iD with any one digit changed, or two neighbours exchanged, is refused', () => {
  for (const id of samples) {
    const places = [...id].flatMap((digit, i) => (/\d/.test(digit) ? [i] : []));
    for (const i of places)
      for (const digit of '0123456789')
        if (digit !== id[i]) assert.equal(parseOrcid(id.slice(0, i) + digit + id.slice(i + 1)), undefined);
    const digits = id.replaceAll('-', '');
    for (let i = 0; i < 14; i++) {
      const exchanged = digits.slice(0, i) + digits[i + 1] + digits[i] + digits.slice(i + 2);
      if (exchanged !== digits) assert.equal(parseOrcid(exchanged), undefined, exchanged);
    }
  }
});

test('what has another form is refused', () => {
  for (const text of [
    '',
    '0000-0002-1825-009',
    '0000-0002-1825-00977',
    '0000-0002-1825-0097; x',
    'X000-0002-1825-0097',
    'https://evil.org/0000-0002-1825-0097',
  ])
    assert.equal(parseOrcid(text), undefined, text);
});
