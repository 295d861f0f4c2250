// Prints the Node that runs everything here: the one locked in package-lock.json, else a system Node >= 24.
// Plain JavaScript that Node 20 understands, for it runs before the locked Node does.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAJOR = 24;

/** Path of the Node to use; throws where there is none. */
export function lockedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    if (Number(process.versions.node.split('.')[0]) >= MAJOR) return process.execPath;
    throw new Error(
      `no Node ${MAJOR} for ${process.platform}-${process.arch}: the package ${name} is not installed and this is Node ${process.versions.node}. Run \`make setup\`, or put a Node >= ${MAJOR} first in PATH.`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(lockedNode());
  } catch (error) {
    console.error(`assay: ${error.message}`);
    process.exitCode = 1;
  }
}
