// Who a run is: `<hash of experiment and settings>.<seed>.<hash of the code>`. Equal identities mean equal records.
import { createHash } from 'node:crypto';
import type { Json, Settings } from '../spec/experiment.ts';
import { encode } from './encoding.ts';

/** First 128 bits of the SHA-256, hexadecimal. */
export const digest = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex').slice(0, 32);

/** Hash of an experiment's id and settings; the order of the settings does not matter. */
export const settingsHash = (experiment: string, settings: Settings): string =>
  digest(encode([experiment, sorted(settings)], 'settings'));

export interface Identity {
  readonly settings: string;
  readonly seed: number;
  readonly code: string;
}

export const identity = ({ settings, seed, code }: Identity): string => `${settings}.${seed}.${code}`;

const FORM = /^([0-9a-f]{32})\.(-?\d+)\.([0-9a-f]{32})$/;

export function parseIdentity(id: string): Identity {
  const match = FORM.exec(id);
  if (!match) throw new Error(`"${id}" is not the identity of a run (settings hash, seed, code hash)`);
  return { settings: match[1]!, seed: Number(match[2]), code: match[3]! };
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([key, entry]) => [key, sorted(entry)]));
}
