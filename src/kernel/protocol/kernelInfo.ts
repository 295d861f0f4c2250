// What the kernel says of itself.
import { readFileSync } from 'node:fs';
import { type Json, PROTOCOL_VERSION } from './wire.ts';

const version = (module: string): string =>
  (JSON.parse(readFileSync(new URL(module), 'utf8')) as { version: string }).version;

/** Content of kernel_info_reply. */
export function kernelInfo(): Json {
  const implementation = version(new URL('../../../package.json', import.meta.url).href);
  const typescript = version(import.meta.resolve('typescript/package.json'));
  return {
    status: 'ok',
    protocol_version: PROTOCOL_VERSION,
    implementation: 'assay',
    implementation_version: implementation,
    language_info: {
      name: 'typescript',
      version: typescript,
      mimetype: 'text/typescript',
      file_extension: '.ts',
      pygments_lexer: 'typescript',
      codemirror_mode: 'typescript', // JupyterLab takes `{ name: 'javascript', typescript: true }` for JavaScript
      nbconvert_exporter: 'script',
    },
    banner: `TypeScript ${typescript} on Node.js ${process.version}: Assay ${implementation}`,
    debugger: false,
    supported_features: [],
    help_links: [
      { text: 'TypeScript handbook', url: 'https://www.typescriptlang.org/docs/handbook/intro.html' },
      { text: 'Node.js', url: 'https://nodejs.org/docs/latest-v24.x/api/' },
    ],
  };
}
