// Entities of an RO-Crate: flat JSON-LD objects that name each other by `@id`.

export interface Reference {
  readonly '@id': string;
}

type Scalar = string | number | boolean | Reference;

export interface Entity {
  readonly '@id': string;
  readonly '@type': string | readonly string[];
  readonly [property: string]: Scalar | readonly Scalar[] | undefined;
}

export const ref = (entity: string | Reference): Reference => ({
  '@id': typeof entity === 'string' ? entity : entity['@id'],
});

/** What stands alone stands without brackets, as RO-Crate 1.1 recommends; nothing is left out. */
export const oneOrAll = <T>(values: readonly T[]): T | readonly T[] | undefined =>
  values.length === 0 ? undefined : values.length === 1 ? values[0]! : values;

export const refs = (
  entities: readonly (string | Reference)[],
): Reference | readonly Reference[] | undefined => oneOrAll(entities.map(ref));

export const propertyValue = (
  id: string,
  name: string,
  value: Scalar | readonly Scalar[] | undefined,
  more: Readonly<Record<string, string | number>> = {},
): Entity => ({ '@id': id, '@type': 'PropertyValue', name, value, ...more });

/** Each `@id` once. Errors: where two different entities have the same. */
export function distinct(entities: readonly Entity[]): Entity[] {
  const found = new Map<string, Entity>();
  for (const entity of entities) {
    const earlier = found.get(entity['@id']);
    if (earlier && JSON.stringify(earlier) !== JSON.stringify(entity))
      throw new Error(`two different entities are named ${entity['@id']}`);
    found.set(entity['@id'], entity);
  }
  return [...found.values()];
}
