// Contents of the messages that clients send, with the defaults of the protocol.
import * as v from 'valibot';
import type { Json } from './wire.ts';

const Anything = v.record(v.string(), v.unknown());
const Count = v.pipe(v.number(), v.integer());
const Text = v.string();

export const REQUESTS = {
  execute_request: v.object({
    code: Text,
    silent: v.nullish(v.boolean(), false),
    store_history: v.nullish(v.boolean(), true),
    user_expressions: v.nullish(v.record(v.string(), Text), {}),
    allow_stdin: v.nullish(v.boolean(), true),
    stop_on_error: v.nullish(v.boolean(), true),
  }),
  complete_request: v.object({ code: Text, cursor_pos: v.nullish(Count, Number.MAX_SAFE_INTEGER) }),
  inspect_request: v.object({
    code: Text,
    cursor_pos: v.nullish(Count, Number.MAX_SAFE_INTEGER),
    detail_level: v.nullish(v.picklist([0, 1]), 0),
  }),
  is_complete_request: v.object({ code: Text }),
  history_request: v.object({
    output: v.nullish(v.boolean(), false),
    hist_access_type: v.picklist(['range', 'tail', 'search']),
    session: v.nullish(Count, 0),
    start: v.nullish(Count, 0),
    stop: v.nullish(Count),
    n: v.nullish(Count),
    pattern: v.nullish(Text, '*'),
    unique: v.nullish(v.boolean(), false),
  }),
  comm_info_request: v.object({ target_name: v.nullish(Text) }),
  comm_open: v.object({ comm_id: Text, target_name: Text, data: v.nullish(Anything, {}) }),
  comm_msg: v.object({ comm_id: Text, data: v.nullish(Anything, {}) }),
  comm_close: v.object({ comm_id: Text, data: v.nullish(Anything, {}) }),
  shutdown_request: v.object({ restart: v.nullish(v.boolean(), false) }),
  input_reply: v.object({ value: Text }),
} as const;

export type ContentOf<T extends keyof typeof REQUESTS> = v.InferOutput<(typeof REQUESTS)[T]>;

/** The content has not the fields that its type of message needs. */
export class ContentError extends TypeError {
  override readonly name = 'ContentError';
}

/** Errors: `ContentError` names the field. */
export function readContent<T extends keyof typeof REQUESTS>(type: T, content: Json): ContentOf<T> {
  const parsed = v.safeParse(REQUESTS[type] as v.GenericSchema<unknown, ContentOf<T>>, content);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new ContentError(`${type}: ${v.getDotPath(issue) ?? 'content'}: ${issue.message}`);
}
