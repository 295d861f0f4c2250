// The browser's script: one file without imports, for a page opened from a file may load no modules.
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Bundles `browser/main`; 0.1 s. */
export async function browserScript(): Promise<string> {
  const { build } = await import('esbuild');
  const entry = fileURLToPath(new URL(`./browser/main${extname(import.meta.url)}`, import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
  });
  return outputFiles[0]!.text;
}
