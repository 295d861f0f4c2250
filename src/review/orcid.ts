// ORCID iDs: sixteen digits with a check character by ISO 7064 MOD 11-2.

const FORM = /^(?:https?:\/\/orcid\.org\/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])\/?$/i;

/** The sixteen characters of an iD with or without hyphens and address; undefined where the text has another form. */
export const orcidDigits = (text: string): string | undefined =>
  FORM.exec(text.trim())?.slice(1).join('').toUpperCase();

/** `0000-0002-1825-0097` from an iD with or without hyphens and address; undefined where it is none. */
export function parseOrcid(text: string): string | undefined {
  const digits = orcidDigits(text);
  if (digits === undefined || checkCharacter(digits.slice(0, -1)) !== digits.at(-1)) return undefined;
  return digits.match(/.{4}/g)!.join('-');
}

/** Of the first fifteen digits. */
export function checkCharacter(digits: string): string {
  let sum = 0;
  for (const digit of digits) sum = ((sum + Number(digit)) * 2) % 11;
  const check = (12 - sum) % 11;
  return check === 10 ? 'X' : String(check);
}
