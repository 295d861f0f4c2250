// Arenas: views on the kernels' memory that are released together.
import { allocate, free, memory } from './memory.ts';

/** Something on the kernels' memory was used after its arena was released, or never lay there. */
export class ReleasedError extends Error {
  override readonly name = 'ReleasedError';
}

/**
 * Owner of a group of views on the kernels' memory. `using arena = new Arena()` releases them at the end of the
 * block; afterwards every view of it is stale (its numbers read NaN until the room is used again).
 */
export class Arena implements Disposable {
  readonly #blocks: number[] = [];
  #released = false;

  get released(): boolean {
    return this.#released;
  }

  /** Zeroed vector of `length` doubles. Errors: `OutOfMemoryError`, `ReleasedError`. */
  float64(length: number): Float64Array {
    const start = this.#zeroed(8 * length); // may grow the memory, so before its buffer is asked for
    return new Float64Array(memory.buffer, start, length);
  }

  /** Zeroed vector of `length` 32-bit integers. Errors: `OutOfMemoryError`, `ReleasedError`. */
  int32(length: number): Int32Array {
    const start = this.#zeroed(4 * length); // may grow the memory, so before its buffer is asked for
    return new Int32Array(memory.buffer, start, length);
  }

  /** Zeroed vector of `length` bytes. Errors: `OutOfMemoryError`, `ReleasedError`. */
  uint8(length: number): Uint8Array {
    const start = this.#zeroed(length); // may grow the memory, so before its buffer is asked for
    return new Uint8Array(memory.buffer, start, length);
  }

  /** Gives all memory back; a second call does nothing. */
  release(): void {
    this.#released = true;
    for (const block of this.#blocks) free(block);
    this.#blocks.length = 0;
  }

  [Symbol.dispose](): void {
    this.release();
  }

  #zeroed(bytes: number): number {
    if (this.#released)
      throw new ReleasedError('this arena was released: allocate from one that is still alive');
    const block = allocate(bytes);
    this.#blocks.push(block);
    // As doubles: filling shared memory byte by byte is six times slower.
    new Float64Array(memory.buffer, block, Math.ceil(bytes / 8)).fill(0);
    return block;
  }
}
