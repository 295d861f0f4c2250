// Where a Chromium is: ASSAY_CHROME, the one that npm brings (Linux x64), or an installed Chrome, Edge or Chromium.
import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { unpacked } from './unpack.ts';

/** A browser that may be here: how it is called in messages, and how playwright starts it. */
export interface Candidate {
  readonly name: string;
  /** Finds it, unpacking it on first use; throws if it is not to be had, or when aborted. */
  readonly locate: (signal?: AbortSignal) => Promise<Location>;
}

export interface Location {
  executablePath?: string;
  channel?: string;
  env?: Record<string, string>;
}

const INSTALLED = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
const MAC_CHROMIUM = '/Applications/Chromium.app/Contents/MacOS/Chromium';

/** In the order in which they are tried. ASSAY_CHROME, where set, is the only one. */
export function candidates(environment: NodeJS.ProcessEnv = process.env): Candidate[] {
  const { ASSAY_CHROME, PATH } = environment;
  if (ASSAY_CHROME)
    return [{ name: `ASSAY_CHROME (${ASSAY_CHROME})`, locate: () => executable(ASSAY_CHROME) }];
  const folders = PATH?.split(delimiter) ?? [];
  const paths = [...folders.flatMap((folder) => INSTALLED.map((name) => join(folder, name))), MAC_CHROMIUM];
  return [
    ...(process.platform === 'linux' && process.arch === 'x64' ? fromNpm(environment) : []),
    ...['chrome', 'msedge'].map((channel) => ({ name: channel, locate: async () => ({ channel }) })),
    ...paths.filter(existsSync).map((path) => ({ name: path, locate: () => executable(path) })),
  ];
}

/** Which build a candidate starts: its file, by path, size and time; undefined where only playwright knows the file. */
export function buildOf({ name }: Candidate, { executablePath }: Location): string | undefined {
  if (executablePath === undefined) return undefined;
  const { size, mtimeMs } = statSync(executablePath);
  return `${name} ${executablePath} ${size} ${mtimeMs}`;
}

async function executable(path: string): Promise<Location> {
  if (!existsSync(path)) throw new Error('no such file');
  return { executablePath: path };
}

/** First with the system's libraries, then with those that the package carries for systems without NSS. */
function fromNpm(environment: NodeJS.ProcessEnv): Candidate[] {
  const { LD_LIBRARY_PATH } = environment;
  const name = 'Chromium from npm';
  return [
    {
      name,
      locate: async (signal) => executable(join(await unpacked(environment, signal), 'chromium')),
    },
    {
      name: `${name} with its own libraries`,
      locate: async (signal) => {
        const folder = await unpacked(environment, signal);
        const path = [join(folder, 'lib'), LD_LIBRARY_PATH].filter(Boolean).join(':');
        const env = { ...environment, LD_LIBRARY_PATH: path } as Record<string, string>;
        return { executablePath: join(folder, 'chromium'), env };
      },
    },
  ];
}
