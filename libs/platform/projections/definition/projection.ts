import type { Actor, DataClass } from '#platform/event-store';
import type { Folding } from './handler.ts';
import type { Columns, RowOf, Table, Tables } from './table.ts';

/** For whom a read model is made; `everyone`: who runs the service too. Others get 404. */
export type Audience = 'iesc' | 'nasilc' | 'both' | 'auditor' | 'everyone';

/** How a read model is offered over HTTP. */
export interface Serving<R> {
  /** Path of the list; one row is at `<path>/<key>`. */
  readonly path: string;
  readonly summary: string;
  readonly filters?: readonly (keyof R & string)[];
  /** Columns a list may be sorted by; the first is the default. Prefix `-` in the query for descending. */
  readonly sorts: readonly [keyof R & string, ...(keyof R & string)[]];
  /**
   * Names from other read models, joined when a page is read: name → [projection, column holding its key, columns].
   * Whether a joined column is shown is decided by the row that joins; `as there`: the joined row has to show it too.
   */
  readonly joins?: {
    readonly [name: string]: readonly [
      projection: string,
      keyColumn: keyof R & string,
      columns: readonly string[],
      shown?: 'as there',
    ];
  };
}

/** What a read model is called, whose it is and what of it is served: the table of its `rows`. */
export interface ReadModel<C extends Columns> {
  /** Snake case; names its table and is stored. */
  readonly name: string;
  /** Raised whenever what the handlers answer changes: a new version is built from the start beside the live one. */
  readonly version: number;
  readonly audience: Audience;
  /** Category of the aggregate whose stream's id is the row's key: gives rows `revision` and `availableActions`. */
  readonly aggregate?: string;
  /**
   * Columns that say whose a row is: offices for office-scoped roles, persons for person-scoped ones; members name
   * offices whose every person-scoped member sees the row. Organisations narrow whom everything is open to: where
   * columns name them, only roles of those organisations, and the auditor, see the row by that reach. Addressees narrow
   * every reach but the auditor's: where columns name them, as persons or as posts ({@link postOf}), others see nothing.
   * Where the rows are for everyone the read model is made for, the columns only say whose they are to act upon.
   */
  readonly scope: {
    readonly offices?: readonly (keyof C & string)[];
    readonly persons?: readonly (keyof C & string)[];
    readonly members?: readonly (keyof C & string)[];
    readonly organisations?: readonly (keyof C & string)[];
    readonly addressees?: readonly (keyof C & string)[];
    readonly everyone?: true;
  };
  /**
   * What a reader can act upon from a row, where that is not the row's own aggregate at the row's `stage`: another
   * aggregate (stage `none` where it is not there yet), or the same one at the stage it is at for this reader.
   */
  readonly actsOn?: (row: RowOf<C>, reader: Actor) => { readonly category: string; readonly stage: string };
  /**
   * The classes of field a reader may see in a row; without it only columns without a class are shown. `joined` has the rows
   * that the row joins, by the names of the joins, where there are such: a row may be shown no longer for what became of
   * another one.
   */
  readonly reveals?: (
    row: RowOf<C>,
    reader: Actor,
    joined?: { readonly [join: string]: { readonly [column: string]: unknown } | undefined },
  ) => readonly DataClass[];
  readonly serve?: Serving<RowOf<C>>;
}

/** Name of the table that is served. */
export const ROWS = 'rows';

/** A projection as the engine works with it, the types of its rows forgotten. */
export interface Projection extends ReadModel<Columns> {
  /** Set on what is built beside a version that serves, to take its place: how often that was rebuilt. */
  readonly rebuild?: number;
  /** The table that is served. */
  readonly table: Table;
  /** The other tables, by name. */
  readonly ownTables: Tables;
  /** What each type of event does: how it is folded into each table that handles it, {@link ROWS} the served one. */
  readonly on: { readonly [eventType: string]: { readonly [table: string]: Folding } };
}

/** One of a projection's tables, by name. */
export function tableOf({ table, ownTables }: Projection, name: string): Table {
  return name === ROWS ? table : ownTables[name]!;
}

/** The tables that are folded after the others: which rows an event changes there is told by rows of the others. */
export function followingTables({ on }: Projection): ReadonlySet<string> {
  const following = Object.values(on).flatMap((foldings) =>
    Object.entries(foldings).flatMap(([table, { rows }]) => ('keysFrom' in rows ? [table] : [])),
  );
  return new Set(following);
}

/** The names of a projection's tables, the served one first. */
export function tableNames({ ownTables }: Projection): readonly string[] {
  return [ROWS, ...Object.keys(ownTables)];
}
