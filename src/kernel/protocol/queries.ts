// Questions to the language service, with positions as the protocol counts them.
import type { Language } from '../contract.ts';
import { toCodePoints, toUtf16 } from './codePoints.ts';
import type { ContentOf } from './requests.ts';
import type { Json } from './wire.ts';

/** Content of complete_reply. */
export function completeReply(language: Language, { code, cursor_pos }: ContentOf<'complete_request'>): Json {
  const { start, end, items } = language.complete(code, toUtf16(code, cursor_pos));
  const range = { start: toCodePoints(code, start), end: toCodePoints(code, end) };
  return {
    status: 'ok',
    matches: items.map(({ text }) => text),
    cursor_start: range.start,
    cursor_end: range.end,
    metadata: {
      _jupyter_types_experimental: items.map(({ text, kind, signature }) => ({
        text,
        type: kind,
        ...range,
        ...(signature !== undefined && { signature }),
      })),
    },
  };
}

/** Content of inspect_reply but for the status; `position` in UTF-16 units. */
export function inspectReply(
  language: Language,
  code: string,
  position: number,
  detail: 0 | 1,
): { readonly found: boolean; readonly data: Json; readonly metadata: Json } {
  const markdown = language.inspect(code, position, detail);
  if (markdown === undefined) return { found: false, data: {}, metadata: {} };
  const plain = markdown.replaceAll(/^```.*\n?/gm, '');
  return { found: true, data: { 'text/markdown': markdown, 'text/plain': plain }, metadata: {} };
}

/** Content of is_complete_reply. */
export function isCompleteReply(language: Language, { code }: ContentOf<'is_complete_request'>): Json {
  const { status, indent } = language.isComplete(code);
  return status === 'incomplete' ? { status, indent } : { status };
}
