#!/usr/bin/env node
// `assay`: hands over to the locked Node. Plain JavaScript that Node 20 understands.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { lockedNode } from './locked-node.mjs';

const root = new URL('..', import.meta.url);
const source = new URL('src/cli.ts', root);
/** In a checkout the source runs as it is; Node strips no types below node_modules. */
const isCheckout = existsSync(source) && !source.pathname.includes('/node_modules/');

// Stripping types takes longer than all else that `assay --help` does: Node keeps what it stripped and compiled.
if (isCheckout) process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('.assay/cache/node', root));

function handOver(node) {
  // The channel tells the child when this process dies, even by SIGKILL.
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`assay: ${node} does not start: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    } else process.exitCode = code;
  });
}

try {
  const node = lockedNode();
  if (realpathSync(node) === realpathSync(process.execPath)) {
    process.on('disconnect', () => process.exit(1));
    process.channel?.unref();
    module.enableCompileCache();
    const { main } = await import(isCheckout ? source : new URL('dist/cli.js', root));
    process.exitCode = await main(process.argv.slice(2));
  } else handOver(node);
} catch (error) {
  console.error(`assay: ${error.message}`);
  process.exitCode = 1;
}
