// Convex training against CVXPY (Clarabel, SCS, ECOS) and scnn on the same samples and patterns: time to a gap that our
// certificate confirms, whoever found the point. See `--help`.
import { loadBinaryTask } from '../src/data/index.ts';
import type { Timing } from '../src/papers/convex/timings.ts';
import { Arena } from '../src/wasm/arena.ts';
import { cases, MNIST_500, prepare } from './convex/cases.ts';
import { curveStudy } from './convex/curves.ts';
import { race } from './convex/race.ts';
import { record } from './convex/record.ts';
import { iterationStudy, sizeStudy } from './convex/scaling.ts';
import { header, tableOf } from './convex/table.ts';
import { startPeer } from './peers/peer.ts';

const usage = `node bench/convex.ts [--long [--record]] [--help]

Without options: problems of up to 600 samples, at most 4 minutes.
--long      all problems, time per iteration, time against size, gap and accuracy on the way: at most 15 minutes
--record    writes what --long measures to src/papers/convex/recorded/timings.ts
Times are the best (median) of up to 3 rounds on one thread each after a warm-up, or of one run from 3 seconds on. Every solver has
three settings and the same seconds for all of them; ours pays for its certificates, theirs are free.`;

const known = new Set(['--long', '--record', '--help']);
const unknown = process.argv.slice(2).filter((option) => !known.has(option));
const given = (option: string) => process.argv.includes(option);
if (unknown.length > 0 || (given('--record') && !given('--long'))) {
  console.error(`${unknown.join(' ') || '--record without --long'}: not an option\n${usage}`);
  process.exit(2);
}
if (given('--help')) {
  console.log(usage);
  process.exit(0);
}

const say = (line: string): void => console.log(line);
const GAPS = [1e-4, 1e-6];

using peer = await startPeer('convex.py', ['numpy', 'cvxpy', 'clarabel', 'scs', 'ecos', 'scnn']);
const versions = Object.entries({ Node: process.version.slice(1), ...peer.found });
say(`one thread each: ${versions.map(([name, version]) => `${name} ${version}`).join(', ')}`);
for (const [name, reason] of Object.entries(peer.absent)) say(`without ${name}: ${reason}`);

const images = await loadBinaryTask('mnist', { count: 1 }).then(
  () => true,
  () => false,
);
if (!images) say('without images: see `assay data`');
const timings: Timing[] = [];
function add(rows: readonly Timing[]): void {
  timings.push(...rows);
  if (given('--record')) record(timings); // after every part: an end on the way loses the rest alone
}
if (given('--long')) {
  add(iterationStudy(say));
  add(await sizeStudy(peer, say));
  if (images) {
    using arena = new Arena();
    say(`on the way, ${MNIST_500.name}:`);
    add(curveStudy(MNIST_500, await prepare(arena, MNIST_500), say));
  }
}
say(header);
for (const one of cases) {
  if ((one.long && !given('--long')) || (one.dataSet && !images)) continue;
  using arena = new Arena();
  const prepared = await prepare(arena, one);
  const { X, patterns } = prepared.problem;
  say(`${one.name}: ${one.loss.name}, d=${X.cols}, P=${patterns.active.rows}, beta=${one.beta}`);
  const rows = await race(peer, one, prepared, say);
  for (const line of tableOf(rows, GAPS)) say(line);
  add(rows);
}
