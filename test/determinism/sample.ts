// The sample of `assay doctor` on another Node, in another place, compared with the recorded bits.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readSample } from '../../src/cli/bits/recorded.ts';
import { dataStatus } from '../../src/data/index.ts';
import { papers } from '../../src/papers/index.ts';
import { useRealData } from '../realData.ts';

useRealData();
const states = await dataStatus();

/** Of the data that are here, as `data` of the recorded bits has it; undefined where they are not here. */
const dataOf = (needs: readonly string[] = []): string | undefined => {
  const needed = states.filter(({ name }) => needs.includes(name));
  if (needed.some(({ available }) => !available)) return undefined;
  const others = needed.flatMap((one) =>
    one.available && !one.official ? `${one.title}: ${one.provenance}` : [],
  );
  return others.join('; ');
};

const recorded = readSample('.');
export const experiments = papers.flatMap((paper) => paper.experiments);
/** Those whose recorded bits come from the data that are here. */
const comparable = experiments.filter(
  ({ id, needs }) => dataOf(needs) === (recorded.get(`experiment ${id}`)?.data ?? ''),
);

export interface Place {
  /** How Node is started: its path, or an emulator with its arguments and that. */
  readonly node: readonly string[];
  /** Folder of the modules: `src`, or `dist` for a Node that strips no types. */
  readonly modules?: 'src' | 'dist';
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly reversed?: boolean;
  /** Only experiments whose run takes no longer by its estimate. */
  readonly seconds?: number;
}

export interface Sampled {
  readonly version: string;
  readonly architecture: string;
  readonly locale: string;
  /** Minutes behind UTC. */
  readonly offset: number;
  readonly bits: Readonly<Record<string, string>>;
}

/** Computes the sample in a process of its own. */
export async function sampleIn(place: Place): Promise<Sampled> {
  const { node, modules = 'src', cwd = '.', environment = {}, reversed = false, seconds = Infinity } = place;
  const url = (path: string): string =>
    pathToFileURL(resolve(modules, modules === 'dist' ? `${path}.js` : `${path}.ts`)).href;
  const ids = comparable.map(({ id }) => id);
  const script = `
    const { sampleBits } = await import('${url('cli/bits/sample')}');
    const { papers } = await import('${url('papers/index')}');
    const ids = ${JSON.stringify(ids)};
    const bits = await sampleBits(papers.flatMap((paper) => paper.experiments), {
      seconds: ${seconds},
      reversed: ${reversed},
      hasData: ({ id }) => ids.includes(id),
    });
    console.log(JSON.stringify({
      version: process.version,
      architecture: process.arch,
      locale: new Intl.NumberFormat().resolvedOptions().locale,
      offset: new Date(0).getTimezoneOffset(),
      bits: Object.fromEntries(bits),
    }));`;
  const [command, ...args] = [...node, '--input-type=module', '--eval', script];
  const { NODE_OPTIONS: _, NODE_COMPILE_CACHE: __, NODE_TEST_CONTEXT: ___, ...inherited } = process.env;
  const child = spawn(command!, args, {
    cwd,
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { promise, resolve: done, reject } = Promise.withResolvers<number | null>();
  child.on('error', reject).on('close', done);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  assert.equal(await promise, 0, stderr);
  return JSON.parse(stdout) as Sampled;
}

/** Fails where a digest is not the recorded one, or where fewer were computed than `seconds` allows. */
export function assertRecorded({ bits }: Sampled, seconds = Infinity): void {
  const names = Object.keys(bits);
  const wanted = [...recorded.keys()].filter((name) => isWanted(name, seconds));
  assert.deepEqual(names.toSorted(), wanted.toSorted(), `of the sample; ${RECORD}`);
  const other = names.filter((name) => bits[name] !== recorded.get(name)!.bits);
  assert.deepEqual(other, [], `other bits than recorded; where that is meant: ${RECORD}`);
}

const RECORD = 'assay doctor --record';
const costs = new Map(
  experiments.map((one) => [
    `experiment ${one.id}`,
    Math.min(...one.runs('quick').map((run) => one.cost(run).seconds)),
  ]),
);

function isWanted(name: string, seconds: number): boolean {
  if (!name.startsWith('experiment ')) return true;
  return comparable.some(({ id }) => name === `experiment ${id}`) && costs.get(name)! <= seconds;
}

/** Ids of experiments that are not compared here, for the line that says so. */
export const leftOut: readonly string[] = experiments
  .filter((one) => !comparable.includes(one))
  .map(({ id }) => id);
