// The compiler, for its values (`ts`); types come from `import type TS from 'typescript'`. Loaded with `require`: an
// import would have Node search its 9 MB for signs of an ES module, .14 s of a start.
import { createRequire } from 'node:module';

export const ts: typeof import('typescript') = createRequire(import.meta.url)('typescript');
