// Last steps of the build. tsc keeps `./x.ts` in declarations, which TypeScript before 5.0 refuses, and in dynamic
// imports of functions with `using`, where it names no file of dist/; both become `./x.js`. Logos are no
// modules, and are copied.
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';

const SPECIFIER = /(\bfrom |\bimport\(|\bimport )(['"])(\.{1,2}\/[^'"]+)\.ts\2/g;

for (const file of globSync('dist/**/*.{d.ts,js}')) {
  const text = readFileSync(file, 'utf8');
  const rewritten = text.replace(SPECIFIER, '$1$2$3.js$2');
  if (rewritten !== text) writeFileSync(file, rewritten);
}
cpSync('src/kernel/install/logos', 'dist/kernel/install/logos', { recursive: true });

// Node finds `assay/...` from notebooks/ by the name of the package they lie in, resolvers of types before 4.7 do not:
// for tslab's there is a link.
mkdirSync('notebooks/node_modules', { recursive: true });
rmSync('notebooks/node_modules/assay', { force: true });
symlinkSync('../..', 'notebooks/node_modules/assay', 'junction');
