// The kernel's process: `node --no-force-async-hooks-checks --max-semi-space-size=2 main.ts --connection <file>`.
import { parseArgs } from 'node:util';
import { diagnosticsError } from './display/diagnosticsError.ts';
import { startKernel } from './protocol/kernel.ts';
import { createRunner } from './runner/index.ts';

/** Where cells import from. */
const folder = process.cwd();

try {
  const { values } = parseArgs({ options: { connection: { type: 'string' } } });
  if (values.connection === undefined)
    throw new Error('--connection <file> is missing: the path of a Jupyter connection file was expected');
  await startKernel(values.connection, {
    createLanguage: async () => {
      const { createLanguage } = await import('./language/index.ts');
      return createLanguage({ folder });
    },
    createRunner: (onEvent) => createRunner({ folder, onEvent }),
    describe: diagnosticsError,
  });
} catch (error) {
  console.error(`assay kernel: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
