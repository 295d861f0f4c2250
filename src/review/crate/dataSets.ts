// The data sets an experiment reads. They are not part of the crate: their files are named with the hashes they must have.
import { catalog } from '../../data/catalog.ts';
import type { DataSet } from '../../spec/experiment.ts';
import { type Entity, refs } from './entity.ts';

/** The data set, and its files with sizes and SHA-256 of the uncompressed bytes; `remarks` tell which edition was read. */
export function dataSet(name: DataSet, remarks: readonly string[]): Entity[] {
  const { title, editions, mirrors } = catalog[name];
  const { provenance, train, test } =
    editions.find((edition) => remarks.includes(`${title}: ${edition.provenance}`)) ?? editions[0];
  const files = [...train, ...test].map(
    ({ name: of, bytes, sha256 }): Entity => ({
      '@id': `#data/${name}/${of}`,
      '@type': 'CreativeWork',
      name: of,
      contentSize: String(bytes),
      sha256,
    }),
  );
  const set: Entity = {
    '@id': `#data/${name}`,
    '@type': 'CreativeWork',
    name: `${title}, ${provenance}`,
    url: mirrors[0],
    hasPart: refs(files),
  };
  return [set, ...files];
}
