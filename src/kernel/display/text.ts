// Any value as text of bounded length: util.inspect, and for long collections their size with the middle left out.
import { inspect, types } from 'node:util';
import { longText } from './collections.ts';
import { brief, CHARACTERS, limitsOf } from './limits.ts';

/** Never throws: a value that cannot be shown gives a text that says why. Getters are not called. */
export function textOf(value: unknown): string {
  try {
    if (typeof value === 'string' && value.length > CHARACTERS) return longString(value);
    return shorten(longText(value) ?? inspect(value, limitsOf(value)));
  } catch (error) {
    return `[a ${typeof value} that cannot be shown: ${reasonOf(error)}]`;
  }
}

/** What an error says of itself, whatever was thrown. */
export function reasonOf(error: unknown): string {
  try {
    return types.isNativeError(error)
      ? String(error.message).toWellFormed()
      : inspect(error, { ...brief, customInspect: false });
  } catch {
    return 'for a reason that cannot be shown either';
  }
}

function longString(text: string): string {
  const [head, tail] = [text.slice(0, 1000), text.slice(-200)];
  return `String(${text.length}) ${inspect(head)} … ${text.length - 1200} more characters … ${inspect(tail)}`;
}

function shorten(text: string): string {
  if (text.length <= CHARACTERS) return text.toWellFormed();
  const kept = [text.slice(0, (3 * CHARACTERS) / 4), text.slice(-CHARACTERS / 8)] as const;
  const left = text.length - kept[0].length - kept[1].length;
  return `${kept[0]}\n… ${left} characters left out …\n${kept[1]}`.toWellFormed();
}
