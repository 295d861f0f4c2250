// Seeded streams of random numbers, split by key and never by draw order.
// A key's SHA-256 is the 256-bit state of xoshiro256++, so streams of different keys are independent for all purposes.
import { createHash } from 'node:crypto';
import { loadWasm } from '../wasm/load.ts';
import { memory, onMemory } from '../wasm/memory.ts';

const kernel = loadWasm<{
  stateAddress: () => number;
  scratchAddress: () => number;
  uniform: () => number;
  normal: () => number;
  integer: (n: number) => number;
  gamma: (shape: number) => number;
  fillUniform: (out: number, count: number, low: number, high: number) => void;
  fillNormal: (out: number, count: number, mean: number, deviation: number) => void;
  fillSign: (out: number, count: number) => void;
  fillIntegers: (out: number, count: number, n: number) => void;
}>('random');

type Key = readonly (string | number)[];
type Numbers = Float64Array | Int32Array;

const STATE_WORDS = 8;
const MAX_INTEGER = 0x8000_0000;
const SCRATCH_BYTES = 8192;

// State of the current stream; a stream that draws while another is current swaps the two.
const current = new Uint32Array(memory.buffer, kernel.stateAddress(), STATE_WORDS);
let owner: Stream | undefined;

/** The stream of a key: the same key gives the same bits on every machine. Cost: one SHA-256. */
export const stream = (...key: Key): Stream => new Stream(key);

export class Stream {
  readonly key: Key;
  readonly #state: Uint32Array;

  constructor(key: Key) {
    const odd = key.find((part) => typeof part === 'number' && !Number.isFinite(part));
    if (key.length === 0 || odd !== undefined)
      throw new RangeError(
        `stream key [${key.join(', ')}]: at least one part was expected, and only finite numbers`,
      );
    this.key = key;
    const digest = createHash('sha256').update(JSON.stringify(key)).digest();
    this.#state = Uint32Array.from({ length: STATE_WORDS }, (_, i) => digest.readUInt32LE(4 * i));
  }

  /** The stream of this key with further parts: independent of what was drawn from this one. */
  split(...key: Key): Stream {
    return new Stream([...this.key, ...key]);
  }

  /** Uniform on the multiples of 2^-53 in [0, 1). */
  uniform(): number {
    this.#activate();
    return kernel.uniform();
  }

  /** Standard normal. */
  normal(): number {
    this.#activate();
    return kernel.normal();
  }

  /** +1 or -1, equally likely. */
  sign(): 1 | -1 {
    return this.uniform() < 0.5 ? -1 : 1;
  }

  /** Uniform on 0..n-1, 1 <= n <= 2^31. Errors: `RangeError`. */
  integer(n: number): number {
    checkInteger(n);
    this.#activate();
    return kernel.integer(n);
  }

  /** Gamma with scale 1, any shape > 0 (used up to 1e12). Errors: `RangeError`. */
  gamma(shape: number): number {
    if (!(shape > 0 && shape < Infinity))
      throw new RangeError(`gamma shape ${shape}: a finite number > 0 was expected`);
    this.#activate();
    return kernel.gamma(shape);
  }

  /** Length of a standard normal vector in `degrees` > 0 dimensions (chi distribution). Errors: `RangeError`. */
  chi(degrees: number): number {
    return Math.sqrt(2 * this.gamma(degrees / 2));
  }

  /** Uniformly random order of 0..n-1 (Fisher-Yates). */
  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  }

  /** Fills `out` with uniform numbers on [low, high). */
  fillUniform(out: Float64Array, low = 0, high = 1): Float64Array {
    return this.#fill(out, (address, count) => kernel.fillUniform(address, count, low, high));
  }

  /** Fills `out` with independent N(mean, deviation^2) numbers. */
  fillNormal(out: Float64Array, mean = 0, deviation = 1): Float64Array {
    return this.#fill(out, (address, count) => kernel.fillNormal(address, count, mean, deviation));
  }

  /** Fills `out` with independent signs +1 and -1. */
  fillSign(out: Float64Array): Float64Array {
    return this.#fill(out, kernel.fillSign);
  }

  /** Fills `out` with independent uniform numbers of 0..n-1, 1 <= n <= 2^31. Errors: `RangeError`. */
  fillIntegers(out: Int32Array, n: number): Int32Array {
    checkInteger(n);
    return this.#fill(out, (address, count) => kernel.fillIntegers(address, count, n));
  }

  /** Fills `out` with one point, uniform on the sphere of the given radius in `out.length` dimensions. */
  fillSphere(out: Float64Array, radius = 1): Float64Array {
    this.fillNormal(out);
    let squares = 0;
    for (const value of out) squares += value * value;
    const scale = radius / Math.sqrt(squares);
    for (let i = 0; i < out.length; i++) out[i]! *= scale;
    return out;
  }

  #activate(): void {
    if (owner === this) return;
    if (owner) owner.#state.set(current);
    current.set(this.#state);
    owner = this;
  }

  // The bits do not depend on where `out` lies: the scratch length is a multiple of the 64 signs of one draw.
  #fill<V extends Numbers>(out: V, kernelFill: (address: number, count: number) => void): V {
    this.#activate();
    if (onMemory(out)) kernelFill(out.byteOffset, out.length);
    else {
      const scratch = kernel.scratchAddress();
      const room = SCRATCH_BYTES / out.BYTES_PER_ELEMENT;
      for (let start = 0; start < out.length; start += room) {
        const count = Math.min(room, out.length - start);
        kernelFill(scratch, count);
        const view = out instanceof Float64Array ? Float64Array : Int32Array;
        out.set(new view(memory.buffer, scratch, count), start);
      }
    }
    return out;
  }
}

function checkInteger(n: number): void {
  if (!Number.isInteger(n) || n < 1 || n > MAX_INTEGER)
    throw new RangeError(
      `cannot draw from 0..n-1 with n = ${n}: an integer from 1 to ${MAX_INTEGER} was expected`,
    );
}
