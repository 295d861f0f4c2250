// Memory that both threads see: a ring of output, the number of the cell to interrupt, and the answer to process.chdir.

/** Slots of 32 bits. Positions in the ring count bytes modulo 2^32. */
export const Slot = { written: 0, read: 1, announced: 2, interrupted: 3, chdir: 4 } as const;
const HEAD = 64;
/** Bytes; a power of two. A cell that prints faster than the main thread reads waits when it is full. */
const CAPACITY = 1 << 20;
/** UTF-16 units in one record, at most 3 bytes each. */
const LONGEST = 1 << 15;
/** Cell (4 bytes), stream (1), length (3). */
const RECORD_HEAD = 8;
export const RECORD_LIMIT = RECORD_HEAD + 3 * LONGEST;

export type StreamName = 'stdout' | 'stderr';

export const createShared = (): SharedArrayBuffer => new SharedArrayBuffer(HEAD + CAPACITY);
export const slotsOf = (shared: SharedArrayBuffer): Int32Array => new Int32Array(shared, 0, HEAD / 4);

export interface Chunk {
  readonly cell: number;
  readonly name: StreamName;
  readonly text: string;
}

/**
 * The worker's end: blocks while the ring is full. `announce` is called when the main thread has to be told that there is
 * something to read.
 */
export function createRingWriter(shared: SharedArrayBuffer, announce: () => void): (chunk: Chunk) => void {
  const slots = slotsOf(shared);
  const ring = Buffer.from(shared, HEAD, CAPACITY);
  const record = Buffer.alloc(RECORD_LIMIT);
  const writeRecord = (cell: number, name: StreamName, text: string): void => {
    const length = record.write(text, RECORD_HEAD, 'utf8');
    record.writeUInt32LE(cell, 0);
    record[4] = name === 'stdout' ? 1 : 2;
    record.writeUIntLE(length, 5, 3);
    const size = RECORD_HEAD + length;
    const start = slots[Slot.written]! >>> 0;
    for (;;) {
      const read = Atomics.load(slots, Slot.read);
      if (CAPACITY - ((start - read) >>> 0) >= size) break;
      Atomics.wait(slots, Slot.read, read);
    }
    const at = start % CAPACITY;
    const first = Math.min(size, CAPACITY - at);
    record.copy(ring, at, 0, first);
    record.copy(ring, 0, first, size);
    Atomics.store(slots, Slot.written, (start + size) | 0);
    if (Atomics.exchange(slots, Slot.announced, 1) === 0) announce();
  };
  return ({ cell, name, text }) => {
    for (let start = 0; start < text.length; ) {
      let end = Math.min(text.length, start + LONGEST);
      if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end--;
      writeRecord(cell, name, text.length <= LONGEST ? text : text.slice(start, end));
      start = end;
    }
  };
}

/** The main thread's end: all chunks up to position `end` (default: all there are). Neighbours of one kind are joined. */
export function createRingReader(shared: SharedArrayBuffer): (end?: number) => Chunk[] {
  const slots = slotsOf(shared);
  const ring = Buffer.from(shared, HEAD, CAPACITY);
  const record = Buffer.alloc(RECORD_LIMIT);
  const take = (position: number, size: number): void => {
    const at = position % CAPACITY;
    const first = Math.min(size, CAPACITY - at);
    ring.copy(record, 0, at, at + first);
    ring.copy(record, first, 0, size - first);
  };
  return (end = Atomics.load(slots, Slot.written)) => {
    const chunks: { cell: number; name: StreamName; text: string }[] = [];
    let position = slots[Slot.read]! >>> 0;
    // Where the other thread's message is older than what was read meanwhile, `end` lies behind.
    while (((end - position) | 0) > 0) {
      take(position, RECORD_HEAD);
      const cell = record.readUInt32LE(0);
      const name = record[4] === 1 ? 'stdout' : 'stderr';
      const length = record.readUIntLE(5, 3);
      take(position + RECORD_HEAD, length);
      const text = record.toString('utf8', 0, length);
      position = (position + RECORD_HEAD + length) >>> 0;
      const last = chunks.at(-1);
      if (last?.cell === cell && last.name === name) last.text += text;
      else chunks.push({ cell, name, text });
    }
    Atomics.store(slots, Slot.read, position | 0);
    Atomics.notify(slots, Slot.read);
    return chunks;
  };
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
