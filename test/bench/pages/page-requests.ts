import type { Actor } from '#platform/event-store';
import type { Projection, StoredRow } from '#platform/projections';
import type { Seeded } from '../../chaos/seeded.ts';

/** One way to ask for a list: who asks, by what it is filtered, how it is sorted. */
export interface PageShape {
  readonly name: string;
  readonly reader: Actor;
  readonly sort: string;
  /** Column to filter by, if any. */
  readonly filter: string | undefined;
}

/** Every reader with every sort, either way, with no filter and with each declared one. */
export function pageShapes({ name, serve }: Projection, readers: readonly Actor[]): readonly PageShape[] {
  const { sorts, filters = [] } = serve!;
  return readers.flatMap((reader) =>
    sorts.flatMap((sort) =>
      [sort, `-${sort}`].flatMap((directed) =>
        [undefined, ...filters].map((filter) => ({
          name: `${name} as ${reader.role}, sort ${directed}, filter ${filter ?? 'none'}`,
          reader,
          sort: directed,
          filter,
        })),
      ),
    ),
  );
}

/** Parameters of a request of that shape, the filter's value from a row drawn by chance: common ones come more often. */
export function parametersOf(
  { sort, filter }: PageShape,
  samples: readonly StoredRow[],
  random: Seeded,
): Record<string, string> {
  const parameters = { sort, limit: '50' };
  if (filter === undefined) return parameters;
  const held = samples.flatMap(({ row: { [filter]: value } }) => (Array.isArray(value) ? value.slice(0, 1) : [value]));
  const values = held.filter((value) => value !== null);
  if (values.length === 0) return parameters;
  return { ...parameters, [filter]: String(values[random.between(0, values.length - 1)]) };
}
