// The connection file: where the kernel listens, and the key that messages are signed with.
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

export const CHANNELS = ['shell', 'control', 'stdin', 'iopub', 'hb'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface Connection {
  /** Empty: messages are not signed. */
  readonly key: string;
  /** Name of the digest under the HMAC, `sha256` among them. */
  readonly digest: string;
  readonly endpoint: (channel: Channel) => string;
  readonly port: (channel: Channel) => number;
}

const Port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

const ConnectionFile = v.object({
  transport: v.optional(v.picklist(['tcp', 'ipc']), 'tcp'),
  ip: v.string(),
  shell_port: Port,
  control_port: Port,
  stdin_port: Port,
  iopub_port: Port,
  hb_port: Port,
  key: v.optional(v.string(), ''),
  signature_scheme: v.optional(v.pipe(v.string(), v.regex(/^hmac-\w+$/)), 'hmac-sha256'),
});

/** Errors: `TypeError` where the text is not that of a connection file; it names the field. */
export function parseConnection(text: string): Connection {
  const parsed = v.safeParse(ConnectionFile, JSON.parse(text));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new TypeError(`${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
  }
  const { transport, ip, key, signature_scheme, ...ports } = parsed.output;
  const port = (channel: Channel): number => ports[`${channel}_port`];
  const separator = transport === 'tcp' ? ':' : '-';
  return {
    key,
    digest: signature_scheme.slice('hmac-'.length),
    port,
    endpoint: (channel) => `${transport}://${ip}${separator}${port(channel)}`,
  };
}

/** Errors: names the file and what is wrong with it. */
export function readConnection(path: string): Connection {
  try {
    return parseConnection(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} is not a Jupyter connection file: ${reason}`, { cause: error });
  }
}
