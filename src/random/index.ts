// Seeded, splittable random streams.
export { type Stream, stream } from './stream.ts';
