import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  allocate,
  free,
  isAllocated,
  liveBytes,
  memory,
  OutOfMemoryError,
  onMemory,
} from '../../src/wasm/memory.ts';

test('blocks never overlap, keep their contents, and all memory comes back as one piece', () => {
  const whole = 8 << 20;
  const start = allocate(whole);
  free(start);
  const before = { live: liveBytes(), bytes: memory.buffer.byteLength };
  // A positive number allocates that many bytes, a negative one frees some block.
  const steps = fc.array(fc.integer({ min: -100_000, max: 100_000 }), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (sizes) => {
      const blocks: Float64Array[] = [];
      const release = (index: number) => {
        const block = blocks.splice(index, 1)[0]!;
        assert.ok(block.every((value) => value === block.byteOffset));
        free(block.byteOffset);
        assert.ok(block.every(Number.isNaN));
      };
      for (const size of sizes) {
        if (size < 0 && blocks.length > 0) release(-size % blocks.length);
        else {
          const address = allocate(Math.abs(size));
          assert.equal(address % 64, 0);
          const block = new Float64Array(memory.buffer, address, Math.ceil(Math.abs(size) / 8));
          const end = address + block.byteLength;
          assert.ok(blocks.every((b) => end <= b.byteOffset || b.byteOffset + b.byteLength <= address));
          blocks.push(block.fill(address));
        }
      }
      while (blocks.length > 0) release(blocks.length >> 1);
      const again = allocate(whole);
      free(again);
      assert.equal(again, start);
      assert.deepEqual({ live: liveBytes(), bytes: memory.buffer.byteLength }, before);
    }),
  );
});

test('growth keeps old views valid', () => {
  const address = allocate(64);
  const old = new Float64Array(memory.buffer, address, 8).fill(1);
  const bytes = memory.buffer.byteLength;
  const large = allocate(bytes);
  assert.ok(memory.buffer.byteLength > bytes);
  old[3] = 7;
  const fresh = new Float64Array(memory.buffer, address, 8);
  assert.deepEqual([...fresh], [1, 1, 1, 7, 1, 1, 1, 1]);
  assert.ok(onMemory(old) && onMemory(fresh) && isAllocated(old));
  free(large);
  free(address);
  assert.ok(onMemory(old) && !isAllocated(old));
});

test('a view is allocated only where every byte of it is', () => {
  const address = allocate(256);
  const next = allocate(64);
  const view = (offset: number, length: number) => new Float64Array(memory.buffer, address + offset, length);
  assert.ok(isAllocated(view(0, 32)) && isAllocated(view(64, 0)));
  free(address);
  for (const stale of [view(0, 32), view(64, 1), view(248, 8)]) assert.ok(!isAllocated(stale));
  assert.ok(isAllocated(view(256, 8)));
  assert.ok(!isAllocated(new Float64Array(8)) && !onMemory(new Float64Array(8)));
  free(next);
});

test('too much memory is a named error that changes nothing', () => {
  const before = { live: liveBytes(), bytes: memory.buffer.byteLength };
  assert.throws(() => allocate(5e9), {
    constructor: OutOfMemoryError,
    name: 'OutOfMemoryError',
    message: /cannot allocate 5000000000 bytes: \d+ of at most 4294901760 bytes are in use/,
  });
  assert.deepEqual({ live: liveBytes(), bytes: memory.buffer.byteLength }, before);
});

test('sizes that are no sizes and addresses that are no blocks are errors', () => {
  for (const bytes of [-1, 0.5, Number.NaN, 2 ** 60])
    assert.throws(() => allocate(bytes), /non-negative integer/);
  const address = allocate(64);
  free(address);
  assert.throws(() => free(address), /no block starts at address/);
});
