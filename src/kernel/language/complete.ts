// What can be written at a place in a cell.
import type TS from 'typescript';
import type { Completions } from '../contract.ts';
import { GENERATED } from './cellModule.ts';
import type { DeclarationKind } from './declared.ts';
import { signatureOf } from './signature.ts';

const PREFERENCES: TS.GetCompletionsAtPositionOptions = {
  includeCompletionsWithInsertText: true,
  includeAutomaticOptionalChainCompletions: true,
  includeCompletionsForModuleExports: false,
  importModuleSpecifierEnding: 'js',
  quotePreference: 'single',
};

/** Signatures are worked out for short lists only: each takes up to a millisecond. */
const MAX_SIGNATURES = 24;

/** The word that ends at an offset. */
export const wordBefore = (source: string, offset: number): string =>
  /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*$/u.exec(source.slice(0, offset))?.[0] ?? '';

/**
 * Completions at `offset` of `source`, which stands at `start` in the file; only those that go on with the word before
 * it. All are given over one range, the smallest that holds what each of them replaces.
 */
export function completeAt(
  service: TS.LanguageService,
  path: string,
  source: string,
  offset: number,
  start: number,
  kindOf: (name: string) => DeclarationKind | undefined,
): Completions {
  const found = service.getCompletionsAtPosition(path, start + offset, PREFERENCES);
  const word = wordBefore(source, offset);
  const none = { start: offset - word.length, end: offset, items: [] };
  if (!found) return none;
  const wordSpan = found.optionalReplacementSpan ?? { start: start + none.start, length: word.length };
  const placed = found.entries
    .filter(({ name }) => !name.startsWith(GENERATED))
    .map((entry) => ({
      entry,
      span: entry.replacementSpan ?? wordSpan,
      text: entry.insertText ?? entry.name,
    }))
    .filter(({ entry, span }) => goesOn(entry, source.slice(Math.max(0, span.start - start), offset)))
    .sort((a, b) => (a.entry.sortText < b.entry.sortText ? -1 : a.entry.sortText > b.entry.sortText ? 1 : 0));
  if (placed.length === 0) return none;

  const from = Math.max(0, Math.min(...placed.map(({ span }) => span.start)) - start);
  const to = Math.max(offset, ...placed.map(({ span }) => span.start + span.length - start));
  const end = Math.min(to, source.length);
  const signatures = placed.length <= MAX_SIGNATURES;
  const items = placed.map(({ entry, span, text }) => {
    const before = source.slice(from, span.start - start);
    const after = source.slice(span.start + span.length - start, end);
    const signature = signatures ? detailsOf(service, path, start + offset, entry) : undefined;
    return {
      text: before + text + after,
      kind: KINDS.get(entry.kind === 'alias' ? (kindOf(entry.name) ?? '') : entry.kind) ?? 'instance',
      ...(signature === undefined ? {} : { signature }),
    };
  });
  return { start: from, end, items };
}

/** Whether an entry begins with what it replaces, in whatever case; `.` and `?.` come with a member's name. */
const goesOn = ({ name }: TS.CompletionEntry, replaced: string): boolean =>
  name.toLowerCase().startsWith(replaced.replace(/^\??\./, '').toLowerCase());

function detailsOf(
  service: TS.LanguageService,
  path: string,
  position: number,
  { name, source, data }: TS.CompletionEntry,
): string | undefined {
  const details = service.getCompletionEntryDetails(path, position, name, undefined, source, undefined, data);
  return details && signatureOf(details.displayParts);
}

/** TypeScript's kinds as Jupyter front ends show them. */
const KINDS = new Map<string, string>([
  ['keyword', 'keyword'],
  ['module', 'module'],
  ['external module name', 'module'],
  ['class', 'class'],
  ['local class', 'class'],
  ['interface', 'interface'],
  ['type', 'type'],
  ['type parameter', 'type'],
  ['primitive type', 'type'],
  ['namespace', 'module'],
  ['enum', 'enum'],
  ['enum member', 'enum'],
  ['function', 'function'],
  ['local function', 'function'],
  ['method', 'function'],
  ['construct', 'function'],
  ['property', 'property'],
  ['getter', 'property'],
  ['setter', 'property'],
  ['accessor', 'property'],
  ['string', 'text'],
  ['script', 'path'],
  ['directory', 'path'],
]);
