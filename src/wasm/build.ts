// Compiles every `<room>/assembly/index.ts` to `build/wasm/<room>.wasm`.
import { mkdirSync } from 'node:fs';
import asc from 'assemblyscript/asc';
import { STATIC_BASE } from './load.ts';

const only = process.argv.slice(2);
const unknown = only.filter((name) => !(name in STATIC_BASE));
if (unknown.length > 0)
  throw new Error(`no module ${unknown.join(', ')}: there are ${Object.keys(STATIC_BASE).join(', ')}`);
mkdirSync('build/wasm', { recursive: true });
for (const [name, base] of Object.entries(STATIC_BASE)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const source = name === 'math' ? 'src/wasm/assembly/index.ts' : `src/${name}/assembly/index.ts`;
  const { error, stderr } = await asc.main([
    source,
    ...['--outFile', `build/wasm/${name}.wasm`, '--memoryBase', String(base), '--maximumMemory', '65536'],
    ...['--runtime', 'stub', '--enable', 'simd', '--enable', 'threads', '--sharedMemory', '--importMemory'],
    ...['-O3', '--noAssert', '--converge'],
  ]);
  if (error) {
    console.error(`${source}: ${error.message}\n${stderr.toString()}`);
    process.exitCode = 1;
  }
}
