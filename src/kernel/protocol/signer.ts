// Signatures of messages: HMAC over header, parent header, metadata and content, in hexadecimal digits.
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Signer {
  readonly sign: (parts: readonly Uint8Array[]) => string;
  /** `replayed`: rightly signed, but seen before. Takes the same time wherever signatures differ. */
  readonly check: (signature: Uint8Array, parts: readonly Uint8Array[]) => 'good' | 'wrong' | 'replayed';
}

/** Signatures that are remembered, as many as Jupyter's own session does. */
const REMEMBERED = 65_536;

/** With an empty key nothing is signed or checked. */
export function createSigner(key: string, digest: string): Signer {
  if (key === '') return { sign: () => '', check: () => 'good' };
  const seen = new Set<string>();
  const sign = (parts: readonly Uint8Array[]): string => {
    const hmac = createHmac(digest, key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  };
  return {
    sign,
    check: (signature, parts) => {
      const right = sign(parts);
      const expected = Buffer.from(right);
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return 'wrong';
      if (seen.has(right)) return 'replayed';
      seen.add(right);
      if (seen.size > REMEMBERED) seen.delete(seen.values().next().value!);
      return 'good';
    },
  };
}
