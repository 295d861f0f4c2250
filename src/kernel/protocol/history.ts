// What was run in this session, as history_request asks for it.
import type { ContentOf } from './requests.ts';

export interface HistoryEntry {
  readonly line: number;
  readonly input: string;
  output?: string;
}

type Output = string | null;
/** Session, line, and input, or input and output. */
export type HistoryRow = [session: number, line: number, text: string | [input: string, output: Output]];

export interface History {
  readonly add: (line: number, input: string) => HistoryEntry;
  readonly find: (request: ContentOf<'history_request'>) => HistoryRow[];
}

/** Number of the session: there is no history of earlier ones. */
const SESSION = 1;

export function createHistory(): History {
  const entries: HistoryEntry[] = [];
  return {
    add: (line, input) => {
      const entry: HistoryEntry = { line, input };
      entries.push(entry);
      return entry;
    },
    find: (request) =>
      select(entries, request).map(({ line, input, output }) => [
        SESSION,
        line,
        request.output ? [input, output ?? null] : input,
      ]),
  };
}

function select(
  entries: readonly HistoryEntry[],
  request: ContentOf<'history_request'>,
): readonly HistoryEntry[] {
  const { hist_access_type: type, n } = request;
  if (type === 'range') return range(entries, request);
  if (type === 'tail') return last(entries, n ?? 10);
  const pattern = glob(request.pattern);
  const found = entries.filter(({ input }) => pattern.test(input));
  return last(request.unique ? unique(found) : found, n ?? found.length);
}

const last = <T>(list: readonly T[], n: number): readonly T[] => (n > 0 ? list.slice(-n) : []);

/** Lines from `start`, without `stop`; session 0 is this one, -1 the one before. */
function range(
  entries: readonly HistoryEntry[],
  { session, start, stop }: ContentOf<'history_request'>,
): readonly HistoryEntry[] {
  if (session !== 0 && session !== SESSION) return [];
  return entries.filter(({ line }) => line >= start && line < (stop ?? Number.POSITIVE_INFINITY));
}

/** Of entries with the same input, the last. */
const unique = (entries: readonly HistoryEntry[]): HistoryEntry[] => {
  const newest = new Map(entries.map((entry) => [entry.input, entry]));
  return entries.filter((entry) => newest.get(entry.input) === entry);
};

/** A pattern of the shell over the whole text: `*`, `?`, `[abc]`, `[!abc]`. */
function glob(pattern: string): RegExp {
  const source = pattern.replaceAll(
    /\[(!?)([^\]]+)\]|[\s\S]/gu,
    (part, not: string | undefined, set: string) => {
      if (set !== undefined) return `[${not === '!' ? '^' : ''}${set.replaceAll(/[\\^[]/g, '\\$&')}]`;
      if (part === '*') return '[\\s\\S]*';
      return part === '?' ? '[\\s\\S]' : part.replace(/[\\^$.|+()[\]{}]/, '\\$&');
    },
  );
  return new RegExp(`^${source}$`, 'u');
}
