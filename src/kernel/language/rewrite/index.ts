export { type Binding, mergeUses, type Use } from './binding.ts';
export { composeMaps, type RewriteMap } from './composeMaps.ts';
export { type RewriteOptions, type Rewritten, rewriteCell } from './rewriteCell.ts';
