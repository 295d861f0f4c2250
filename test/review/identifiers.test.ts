import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { filled, parseAddress, parseCertificate, requireOrcid } from '../../src/review/identifiers.ts';

/** Given as examples in the documentation of ORCID and of CODECHECK. */
const KNOWN = ['0000-0002-1825-0097', '0000-0001-5109-3700', '0000-0002-1694-233X', '0000-0001-8607-8025'];
const usage = (message: RegExp) => ({ name: 'UsageError', message });

test('a mistyped ORCID is refused with what its last character would be', () => {
  const places = [...KNOWN[0]!].flatMap((character, i) => (character === '-' ? [] : [i]));
  const mistyped = fc.tuple(
    fc.constantFrom(...KNOWN),
    fc.constantFrom(...places),
    fc.integer({ min: 1, max: 9 }),
  );
  fc.assert(
    fc.property(mistyped, ([id, place, by]) => {
      const digit = id[place] === 'X' ? '4' : String((Number(id[place]) + by) % 10);
      assert.throws(() => requireOrcid(id.slice(0, place) + digit + id.slice(place + 1)), usage(/mistyped/));
    }),
  );
  assert.throws(() => requireOrcid('0000-0002-8125-0097'), usage(/its last character would be/));
});

test('what is no ORCID, certificate or address is refused with what was expected', () => {
  for (const text of ['', '0000-0002-1825', 'https://example.org/0000-0002-1825-0097'])
    assert.throws(() => requireOrcid(text), usage(/is no ORCID: 16 digits/));
  assert.equal(parseCertificate('2026-001'), '2026-001');
  for (const text of ['', '2026-1', '26-001', '2026-XXX', 'CODECHECK-2026-001', '2026-001/..'])
    assert.throws(() => parseCertificate(text), usage(/such as 2026-001/));
  assert.equal(
    parseAddress('https://doi.org/10.5281/zenodo.1', '--report'),
    'https://doi.org/10.5281/zenodo.1',
  );
  for (const text of ['10.5281/zenodo.1', 'javascript:alert(1)', 'https://x', 'ftp://a.b/c'])
    assert.throws(() => parseAddress(text, '--report'), usage(/^--report is/));
});

test('placeholders are refused, names that only look like one are not', () => {
  for (const text of ['', '  ', 'FIXME', 'a TODO', 'XXXXX', '...', '-'])
    assert.throws(() => filled(text, '--name'), usage(/^--name is/));
  assert.throws(() => parseAddress('https://doi.org/10.5281/zenodo.FIXME', '--report'), usage(/placeholder/));
  for (const text of ['Tzvetan Todorov', '李雷']) assert.equal(filled(text, '--name'), text);
});
