// Identifiers that a reviewer brings: ORCID, the number of a CODECHECK certificate, addresses; checked before anything is written.
import { UsageError } from '../workbook/index.ts';
import { checkCharacter, orcidDigits, parseOrcid } from './orcid.ts';

/** The plain identifier, see `parseOrcid`. Errors: `UsageError` that says what is wrong. */
export function requireOrcid(text: string): string {
  const id = parseOrcid(text);
  if (id !== undefined) return id;
  const digits = orcidDigits(text);
  throw new UsageError(
    digits === undefined
      ? `"${text}" is no ORCID: 16 digits in four groups were expected, such as 0000-0002-1825-0097`
      : `"${text}" is no ORCID: its last character would be ${checkCharacter(digits.slice(0, -1))}, so a digit is mistyped`,
  );
}

/** Year and number, as the CODECHECK register gives them. */
export function parseCertificate(text: string): string {
  if (/^20\d\d-\d{3,}$/.test(text.trim())) return text.trim();
  throw new UsageError(
    `"${text}" is no certificate of the CODECHECK register: year and number were expected, such as 2026-001`,
  );
}

const PLACEHOLDER = /\b(?:FIXME|TODO|TBD)\b|X{3,}|^[^\p{L}\p{N}]*$/iu;

/** The text, trimmed. Errors: `UsageError` where it is empty or still a placeholder. */
export function filled(text: string, option: string): string {
  const found = PLACEHOLDER.exec(text)?.[0];
  if (found !== undefined)
    throw new UsageError(
      `${option} is ${found.trim() ? `"${text}", with the placeholder "${found}"` : 'empty'}: give the real one`,
    );
  return text.trim();
}

/** An http(s) address. */
export function parseAddress(text: string, option: string): string {
  const address = filled(text, option);
  if (URL.canParse(address) && /^https?:\/\/[^/]+\.[^/]+/.test(address)) return address;
  throw new UsageError(
    `${option} is "${text}": an address was expected, such as https://doi.org/10.5281/zenodo.3674056`,
  );
}
