// The libraries, one namespace each; `assay/<name>` loads one of them alone.
export * as convex from './convex/index.ts';
export * as data from './data/index.ts';
export * as linalg from './linalg/index.ts';
export * as random from './random/index.ts';
export * as stability from './stability/index.ts';
export * as tables from './tables/index.ts';
export * as xor from './xor/index.ts';
