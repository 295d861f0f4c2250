// The rules of the CODECHECK register for configuration specification 2.0 (severity error, and the warnings that need no
// network), by their identifiers, written from the rules alone.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';
import { parseDocument } from 'yaml';

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isAddress = (value: unknown): boolean => isText(value) && /^https:\/\/\S+$/.test(value);

function hasOrcid(value: unknown): boolean {
  if (!isText(value) || !/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.test(value)) return false;
  // ISO 7064, the other way round: the weighted sum of all 16 characters is 1 modulo 11.
  const digits = [...value.replaceAll('-', '')].map((digit) => (digit === 'X' ? 10 : Number(digit)));
  return digits.reduce((sum, digit, i) => sum + digit * 2 ** (15 - i), 0) % 11 === 1;
}

/** What a bundle breaks; empty where it is valid. */
export function violations(bundle: string): string[] {
  const path = join(bundle, 'codecheck.yml');
  if (!existsSync(path)) return ['CC-CFG-003 no codecheck.yml at the top'];
  const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  const document = parseDocument(text, { version: '1.1' });
  if (document.errors.length > 0) return [`CC-CFG-001 ${document.errors[0]!.message}`];
  const config = document.toJS();
  const found: string[] = [];
  const rule = (id: string, holds: boolean, message = ''): void => {
    if (!holds) found.push(`${id} ${message}`.trim());
  };
  rule('CC-CFG-002', text.startsWith('---\n'));
  const manifest = Array.isArray(config.manifest) ? config.manifest : [];
  rule('CC-CFG-004', manifest.length > 0);
  for (const { file, comment } of manifest) {
    rule('CC-CFG-005', isText(file));
    rule('CC-CFG-006', !isAbsolute(file) && !normalize(file).startsWith('..'), file);
    rule('CC-CFG-007', isText(comment), file);
    rule('CC-BUN-001', existsSync(join(bundle, file)) && statSync(join(bundle, file)).size > 0, file);
  }
  const checkers = Array.isArray(config.codechecker) ? config.codechecker : [];
  rule('CC-CFG-008', checkers.length > 0);
  for (const { name, ORCID } of checkers) {
    rule('CC-CFG-009', isText(name));
    rule('CC-CFG-010', hasOrcid(ORCID), `${name} has no plain ORCID`);
  }
  rule('CC-CFG-011', isText(config.report));
  rule('CC-CFG-012', isAddress(config.report));
  rule('CC-CFG-014', isText(config.version));
  rule('CC-CFG-015', /^https?:\/\/codecheck\.org\.uk\/spec\/config\/2\.0\/?$/.test(config.version));
  rule('CC-CFG-016', typeof config.paper === 'object');
  rule('CC-CFG-017', isText(config.paper?.title));
  const authors = Array.isArray(config.paper?.authors) ? config.paper.authors : [];
  rule('CC-CFG-018', authors.length > 0);
  for (const { name, ORCID } of authors) {
    rule('CC-CFG-019', isText(name));
    rule('CC-CFG-020', hasOrcid(ORCID), `${name} has no plain ORCID`);
  }
  const { reference } = config.paper ?? {};
  rule('CC-CFG-021', isText(reference));
  rule('CC-CFG-022', !/\.pdf$/i.test(reference));
  rule('CC-CFG-028', /^https:\/\/doi\.org\/10\.\d{4,}\/\S+$/.test(reference), reference);
  const others = config.paper?.['reference-other'];
  rule('CC-CFG-029', others === undefined || Array.isArray(others));
  rule('CC-CFG-030', (others ?? []).every(isAddress));
  rule('CC-CFG-023', !/FIXME|TODO|XXXXX/.test(text));
  rule('CC-CFG-024', isText(config.summary));
  rule('CC-CFG-026', /^\d{4}-\d{3}$/.test(config.certificate));
  rule('CC-BUN-002', existsSync(join(bundle, 'codecheck')));
  rule('CC-BUN-005', existsSync(join(bundle, 'LICENSE')));
  return found;
}
