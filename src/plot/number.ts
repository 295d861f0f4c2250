// Numbers in tables: four significant digits, powers of ten written out.
import { type Html, html } from './html.ts';

/** `0.9825`, `1.3 × 10⁻⁹` (as markup), `∞`, `not a number`. */
export function number(value: number): Html {
  if (Number.isNaN(value)) return html`not a number`;
  if (!Number.isFinite(value)) return html`${value < 0 ? '−' : ''}∞`;
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e6))
    return html`${signed(String(Number(value.toPrecision(4))))}`;
  const [mantissa, exponent] = value.toExponential(3).split('e') as [string, string];
  return html`${signed(String(Number(mantissa)))} × 10<sup>${signed(String(Number(exponent)))}</sup>`;
}

const signed = (digits: string): string => digits.replace('-', '−');
