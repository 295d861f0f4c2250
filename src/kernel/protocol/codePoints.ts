// Positions in text: the protocol counts code points, JavaScript and the language service UTF-16 units.

/** The offset in UTF-16 units of code point `position`; the end of the text where it has fewer. */
export function toUtf16(text: string, position: number): number {
  let offset = 0;
  for (let count = 0; count < position && offset < text.length; count += 1)
    offset += text.codePointAt(offset)! > 0xffff ? 2 : 1;
  return offset;
}

/** How many code points begin before `offset`, in UTF-16 units. */
export function toCodePoints(text: string, offset: number): number {
  let count = 0;
  for (let at = 0; at < offset && at < text.length; count += 1) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return count;
}
