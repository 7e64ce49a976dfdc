import type { DomainEvent } from '#platform/event-schema';
import type { Actor, DataClass } from '#platform/event-store';
import type { Column } from './column.ts';

export type Columns = { readonly [name: string]: Column };

/** The row of a table: each column's value. */
export type RowOf<C extends Columns> = { readonly [N in keyof C]: C[N] extends Column<infer T> ? T : never };

/** A table of a read model: columns, indexes, what `q` searches. From it come DDL, row type, queries and OpenAPI. */
export interface Table<C extends Columns = Columns> {
  readonly columns: C;
  readonly keyColumn: string;
  readonly indexes: readonly (readonly string[])[];
  /** Columns that `q` searches; sealed ones are searched through keyed tokens. */
  readonly searched: readonly string[];
  index(...columns: (keyof C & string)[]): Table<C>;
  search(...columns: (keyof C & string)[]): Table<C>;
}

/** Declares a table. Exactly one column is the `key()`. */
export function table<const C extends Columns>(columns: C): Table<C> {
  const keys = Object.keys(columns).filter((name) => columns[name]!.kind === 'key');
  if (keys.length !== 1) throw new Error(`a table has exactly one key() column, this one has ${keys.length}`);
  const make = (indexes: readonly (readonly string[])[], searched: readonly string[]): Table<C> => ({
    columns,
    keyColumn: keys[0]!,
    indexes,
    searched,
    index: (...names) => {
      const barred = names.find((name) => ['sealed', 'json'].includes(columns[name]!.kind));
      if (barred) throw new Error(`column ${barred} is ${columns[barred]!.kind}: it cannot be indexed or sorted by`);
      return make([...indexes, names], searched);
    },
    search: (...names) => make(indexes, [...searched, ...names]),
  });
  return make([], []);
}

export type Fold<E, Row> = (event: E, row: Row | undefined) => Row | undefined;

/** A handler that says which rows it folds into. */
export interface KeyedHandler<E, Row> {
  /** The key, or keys, of the rows to fold into, instead of the id of the event's stream. */
  readonly keyOf: (event: E) => string | readonly string[];
  /** `key` is the one of the keys that `row` is, or would be, the row of. */
  readonly fold: (event: E, row: Row | undefined, key: string) => Row | undefined;
}

/**
 * A handler that folds one event into every row whose column holds a value, rows made, moved or deleted just before
 * included: `{ eachColumn: 'clientId', valueOf: (event) => event.streamId, foldEach: (event, row) => … }`. The column is
 * indexed by itself.
 */
export interface EachHandler<E, Row> {
  readonly eachColumn: keyof Row & string;
  readonly valueOf: (event: E) => string;
  /** Named apart from `fold`, so that the types of both forms can be told from the name alone. */
  readonly foldEach: (event: E, row: Row) => Row | undefined;
}

export type Handler<E, Row> = Fold<E, Row> | KeyedHandler<E, Row> | EachHandler<E, Row>;

/** Handlers by the event type they are for: pure, from event and row to row; `undefined` removes the row. */
export type Handlers<Events, Row> = { readonly [N in keyof Events]?: Handler<Events[N], Row> };

/** For whom a read model is made. Others get 404. */
export type Audience = 'iesc' | 'nasilc' | 'both' | 'auditor';

/** How a read model is offered over HTTP. */
export interface Serving<Row> {
  /** Path of the list; one row is at `<path>/<key>`. */
  readonly path: string;
  readonly summary: string;
  readonly filters?: readonly (keyof Row & string)[];
  /** Columns a list may be sorted by; the first is the default. Prefix `-` in the query for descending. */
  readonly sorts: readonly [keyof Row & string, ...(keyof Row & string)[]];
  /** Names from other read models, joined when a page is read: name → [projection, column holding its key, columns]. */
  readonly joins?: {
    readonly [name: string]: readonly [projection: string, keyColumn: keyof Row & string, columns: readonly string[]];
  };
}

/** A read model: what it is called, whose it is, what it holds and how events become its rows. */
export interface ProjectionDefinition<Events, C extends Columns> {
  /** Snake case; names its table and is stored. */
  readonly name: string;
  /** Raised whenever what the handlers answer changes: a new version is built from the start beside the live one. */
  readonly version: number;
  readonly audience: Audience;
  readonly table: Table<C>;
  /** Category of the aggregate whose stream's id is the row's key: gives rows `revision` and `availableActions`. */
  readonly aggregate?: string;
  /**
   * Columns that say whose a row is: offices for office-scoped roles, persons for person-scoped ones; members name
   * offices whose every person-scoped member sees the row. Organisations narrow whom everything is open to: where
   * columns name them, only roles of those organisations, and the auditor, see the row by that reach.
   */
  readonly scope: {
    readonly offices?: readonly (keyof C & string)[];
    readonly persons?: readonly (keyof C & string)[];
    readonly members?: readonly (keyof C & string)[];
    readonly organisations?: readonly (keyof C & string)[];
  };
  /**
   * What a reader can act upon from a row, where that is not the row's own aggregate at the row's `stage`: another
   * aggregate (stage `none` where it is not there yet), or the same one at the stage it is at for this reader.
   */
  readonly actsOn?: (row: RowOf<C>, reader: Actor) => { readonly category: string; readonly stage: string };
  /** The classes of field a reader may see in a row; without it only columns without a class are shown. */
  readonly reveals?: (row: RowOf<C>, reader: Actor) => readonly DataClass[];
  readonly serve?: Serving<RowOf<C>>;
  readonly on: Handlers<Events, RowOf<C>>;
}

/** A projection as the engine works with it, the types of its rows forgotten. */
export type Projection = ProjectionDefinition<Record<string, DomainEvent>, Columns>;

/** Makes the `projection` function over a programme's event types (their names → their events). */
export function projectionsOver<Events>() {
  return function projection<const C extends Columns>(definition: ProjectionDefinition<Events, C>): Projection {
    return definition as unknown as Projection;
  };
}
