// Matrices for the length of one function call, for code without `using`.
import { Arena } from '../wasm/arena.ts';

/** What `use` returns; the memory of the arena it is given is freed then, so that it must be synchronous and return no matrix. */
export function withArena<T>(use: (arena: Arena) => T): T {
  using arena = new Arena();
  return use(arena);
}
