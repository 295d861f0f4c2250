// Last step of the build: tsc keeps `./x.ts` in declarations, which TypeScript before 5.0 refuses, and in dynamic
// imports of functions with `using`, where it names no file of dist/; both become `./x.js`. Logos are no
// modules, and are copied.
import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs';

const SPECIFIER = /(\bfrom |\bimport\()(['"])(\.{1,2}\/[^'"]+)\.ts\2/g;

for (const file of globSync('dist/**/*.{d.ts,js}')) {
  const text = readFileSync(file, 'utf8');
  const rewritten = text.replace(SPECIFIER, '$1$2$3.js$2');
  if (rewritten !== text) writeFileSync(file, rewritten);
}
cpSync('src/kernel/install/logos', 'dist/kernel/install/logos', { recursive: true });
