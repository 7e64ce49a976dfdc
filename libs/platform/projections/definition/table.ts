import type { Column } from './column.ts';

export type Columns = { readonly [name: string]: Column };

/** The row of a table: each column's value. */
export type RowOf<C extends Columns> = { readonly [N in keyof C]: C[N] extends Column<infer T> ? T : never };

/** A row as handlers make it, its types forgotten: one value for each declared column, `null` where there is none. */
export type Row = { readonly [column: string]: unknown };

/** A table of a read model: columns, indexes, what `q` searches. From it come DDL, row type, queries and OpenAPI. */
export interface Table<C extends Columns = Columns> {
  readonly columns: C;
  readonly keyColumn: string;
  readonly indexes: readonly (readonly string[])[];
  /** Columns that `q` searches; sealed ones are searched through keyed tokens. */
  readonly searched: readonly string[];
  /** Whether a column is hidden. */
  readonly hasHidden: boolean;
  index(...columns: (keyof C & string)[]): Table<C>;
  search(...columns: (keyof C & string)[]): Table<C>;
}

/** Tables by their names within a projection. */
export type Tables = { readonly [name: string]: Table };

/** The row of a table that is one of a projection's. */
export type RowIn<T> = T extends Table<infer C> ? RowOf<C> : never;

/** Declares a table. Exactly one column is the `key()`. */
export function table<const C extends Columns>(columns: C): Table<C> {
  const keys = Object.keys(columns).filter((name) => columns[name]!.kind === 'key');
  if (keys.length !== 1) throw new Error(`a table has exactly one key() column, this one has ${keys.length}`);
  const make = (indexes: readonly (readonly string[])[], searched: readonly string[]): Table<C> => ({
    columns,
    keyColumn: keys[0]!,
    indexes,
    searched,
    hasHidden: Object.values(columns).some(({ isHidden }) => isHidden),
    index: (...names) => {
      const barred = names.find((name) => ['sealed', 'json'].includes(columns[name]!.kind));
      if (barred) throw new Error(`column ${barred} is ${columns[barred]!.kind}: it cannot be indexed or sorted by`);
      return make([...indexes, names], searched);
    },
    search: (...names) => make(indexes, [...searched, ...names]),
  });
  return make([], []);
}
