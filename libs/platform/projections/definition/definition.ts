import type { DomainEvent } from '#platform/event-schema';
import {
  type Folding,
  foldingOf,
  type Handler,
  type HandlerKit,
  handlerKit,
  type Handlers,
  type TablesHandlers,
} from './handler.ts';
import { followingTables, type Projection, type ReadModel, ROWS } from './projection.ts';
import type { Columns, Row, RowOf, Table, Tables } from './table.ts';
import { tableShape } from './table-shape.ts';

export * from './projection.ts';
export * from './table.ts';

/** A read model of one table, and the handlers by which events become its rows. */
export interface OneTable<Events, C extends Columns> extends ReadModel<C> {
  readonly table: Table<C>;
  readonly on: Handlers<Events, RowOf<C>> | ((kit: HandlerKit<object>) => Handlers<Events, RowOf<C>>);
}

/**
 * A read model of several tables: its `rows` are served, the others are its own, for handlers to look things up in. An
 * event that several tables handle is folded into each as all of them stood before it.
 */
export interface SeveralTables<Events, C extends Columns, T extends Tables> extends ReadModel<C> {
  readonly tables: { readonly rows: Table<C> } & T;
  readonly on: TablesHandlers<Events, T> | ((kit: HandlerKit<T>) => TablesHandlers<Events, T>);
}

/** Declares a read model: one pure file. */
export interface Projections<Events> {
  <const C extends Columns>(definition: OneTable<Events, C>): Projection;
  <const C extends Columns, T extends Tables>(definition: SeveralTables<Events, C, T>): Projection;
}

/**
 * Makes the `projection` function over a programme's event types (their names → their events).
 *
 * The function throws an Error for a name or a column that no database can have; see {@link tableShape}.
 */
export function projectionsOver<Events>(): Projections<Events> {
  const projection = (definition: Written): Projection => {
    const made = asWorkedWith(definition);
    tableShape(made);
    assertFollowing(made);
    return made;
  };
  return projection as Projections<Events>;
}

/** A definition in either form, the types of its rows forgotten. */
interface Written extends ReadModel<Columns> {
  readonly table?: Table;
  readonly tables?: Tables;
  readonly on: object | ((kit: HandlerKit<object>) => object);
}

/** @throws Error where a handler asks for rows that are folded only after it, or they are to have a stream's revision */
function assertFollowing(projection: Projection): void {
  const following = followingTables(projection);
  if (following.has(ROWS) && projection.aggregate !== undefined) {
    throw new Error(`${projection.name}: rows that follow other tables are of no one stream, so of no aggregate`);
  }
  for (const foldings of Object.values(projection.on)) {
    for (const { with: asked } of Object.values(foldings)) {
      const late = Object.values(asked).find(([table]) => following.has(table));
      if (late) throw new Error(`${projection.name}: a \`with\` asks for ${late[0]}, which follows the other tables`);
    }
  }
}

type AnyHandlers = { readonly [eventType: string]: Handler<DomainEvent, Row> | undefined };

function asWorkedWith({ table, tables, on, ...readModel }: Written): Projection {
  const handlers = typeof on === 'function' ? (on as (kit: HandlerKit<object>) => object)(handlerKit) : on;
  const { [ROWS]: served, ...ownTables } = tables ?? { [ROWS]: table! };
  const byTable = (tables ? handlers : { [ROWS]: handlers }) as { readonly [table: string]: AnyHandlers };
  return { ...readModel, table: served!, ownTables, on: byEvent(byTable) };
}

function byEvent(byTable: { readonly [table: string]: AnyHandlers }): Projection['on'] {
  const events = new Map<string, { [table: string]: Folding }>();
  for (const [table, handlers] of Object.entries(byTable)) {
    for (const [eventType, handler] of Object.entries(handlers)) {
      if (handler) events.set(eventType, { ...events.get(eventType), [table]: foldingOf(handler) });
    }
  }
  return Object.fromEntries(events);
}
