// One file from the first mirror that gives it.
import { DownloadError } from './errors.ts';

export interface Meter {
  readonly received: number;
  /** Unknown where the host does not say. */
  readonly total: number | undefined;
}

/** Milliseconds without a byte after which a mirror is given up. */
const PATIENCE = 30_000;

async function fetchBytes(
  url: string,
  progress: (meter: Meter) => void,
  signal: AbortSignal | undefined,
  patience: number,
): Promise<Uint8Array> {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(new Error(`no byte for ${patience / 1000} s`)), patience);
  try {
    const response = await fetch(url, {
      // The files are compressed already.
      headers: { 'accept-encoding': 'identity' },
      signal: signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal,
    });
    if (!response.ok || !response.body)
      throw new Error(`HTTP ${response.status} ${response.statusText}`.trim());
    const total = Number(response.headers.get('content-length')) || undefined;
    const chunks: Uint8Array[] = [];
    let received = 0;
    for await (const chunk of response.body) {
      timer.refresh();
      chunks.push(chunk);
      received += chunk.length;
      progress({ received, total });
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
  }
}

/** `fetch` says only "fetch failed"; the reason is in its cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  if (!(cause instanceof Error)) return message;
  return cause.message || (cause as NodeJS.ErrnoException).code || message;
}

/**
 * Tries `urls` in turn; `unpack` gets all bytes of an answer and throws if they are not the wanted ones. Errors:
 * `DownloadError`; the signal's reason on abort.
 */
export async function download<T>(
  urls: readonly string[],
  unpack: (bytes: Uint8Array, url: string) => Promise<T>,
  progress: (meter: Meter) => void,
  signal?: AbortSignal,
  patience = PATIENCE,
): Promise<T> {
  const failures: string[] = [];
  for (const url of urls) {
    try {
      signal?.throwIfAborted();
      return await unpack(await fetchBytes(url, progress, signal, patience), url);
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(`  ${url}: ${reasonOf(error)}`);
    }
  }
  throw new DownloadError(
    `no mirror gave the file:\n${failures.join('\n')}\nCheck the network (behind a proxy set NODE_USE_ENV_PROXY=1 and HTTPS_PROXY), or set ASSAY_DATA to a folder that has the files.`,
  );
}
