import type { DomainEvent } from '#platform/event-schema';
import type { Row, RowIn, Tables } from './table.ts';

/** What a handler is told beside event and row. */
export interface FoldContext {
  /** Key of the row to fold into: what `row` has, or would have, as its key. */
  readonly key: string;
}

/** Pure, from event and row to row; `undefined` where there is none: no row yet, or none any more. */
export type Fold<E, R> = (event: E, row: R | undefined, context: FoldContext) => R | undefined;

/** A handler that says which rows it folds into: other keys than the id of the event's stream. */
export interface KeyedHandler<E, R> {
  readonly keyOf: (event: E) => string | readonly string[];
  readonly fold: Fold<E, R>;
}

/**
 * Rows of the projection's own tables to hand to a handler, by the name they get in its context: `[table, key]`. A key
 * of null asks for none.
 */
export type With<E, T> = {
  readonly [name: string]: readonly [table: keyof T & string, keyOf: (event: E) => string | null];
};

/** The rows that a `with` asks for, as the handler gets them: undefined where there is none. */
export type Loaded<T, W> = {
  readonly [N in keyof W]: W[N] extends readonly [infer Name extends keyof T, ...unknown[]]
    ? RowIn<T[Name]> | undefined
    : never;
};

/** What handlers beyond the plain ones are made with: `on: ({ each, handler }) => ({ … })`. */
export interface HandlerKit<T> {
  /**
   * Folds one event into every row whose column holds a value, rows made, moved or deleted just before included. The
   * column is a text, and gets an index.
   *
   * @param valueOf the value; null folds into none
   */
  each<E, R>(
    column: NoInfer<keyof R & string>,
    valueOf: (event: NoInfer<E>) => string | null,
    fold: (event: NoInfer<E>, row: NoInfer<R>, context: FoldContext) => NoInfer<R> | undefined,
  ): MadeHandler<E, R>;
  /**
   * Hands the fold rows of the projection's own tables, as they stand when the event's turn comes:
   * `handler({ with: { client: ['clients', (event) => event.data.clientId] }, fold: (event, row, { client }) => … })`.
   */
  handler<E, R, const W extends With<E, T>>(how: {
    readonly keyOf?: (event: E) => string | readonly string[];
    readonly with: W;
    readonly fold: (event: E, row: R | undefined, context: FoldContext & Loaded<T, W>) => R | undefined;
  }): MadeHandler<E, R>;
  /**
   * The same, where the keys of the rows to fold into stand in those rows: an event of a case counts in the statistics that
   * the case's referral belongs to, `following({ with: { case: … }, keysFrom: (event, { case }) => case?.cells ?? [], … })`.
   * A table with such a handler is folded after the others of the batch, so no `with` may ask for its rows.
   */
  following<E, R, const W extends With<E, T>>(how: {
    readonly with: W;
    readonly keysFrom: (event: E, loaded: Loaded<T, W>) => string | readonly string[];
    readonly fold: (event: E, row: R | undefined, context: FoldContext & Loaded<T, W>) => R | undefined;
  }): MadeHandler<E, R>;
}

declare const types: unique symbol;

/** A handler made with {@link HandlerKit}. */
export interface MadeHandler<in out E, in out R> {
  readonly folding: Folding;
  readonly [types]?: (event: E, row: R) => [E, R];
}

export type Handler<E, R> = Fold<E, R> | KeyedHandler<E, R> | MadeHandler<E, R>;

/** Handlers of one table by the event type they are for. */
export type Handlers<Events, R> = { readonly [N in keyof Events]?: Handler<Events[N], R> };

/** The handlers of each of a projection's tables. */
export type TablesHandlers<Events, T> = { readonly [N in keyof T]: Handlers<Events, RowIn<T[N]>> };

/** Rows that a handler asked for, by the names it gave them. */
export type LoadedRows = { readonly [name: string]: Row | undefined };

/** How an event is folded into a table, as the engine works with it. */
export interface Folding {
  /** Which rows: those under these keys, those whose `column` holds the value, or those that the rows asked for name. */
  readonly rows:
    | { readonly keysOf: (event: DomainEvent) => string | readonly string[] | null }
    | { readonly column: string; readonly valueOf: (event: DomainEvent) => string | null }
    | { readonly keysFrom: (event: DomainEvent, loaded: LoadedRows) => string | readonly string[] };
  readonly with: With<DomainEvent, Tables>;
  readonly fold: (event: DomainEvent, row: Row | undefined, context: FoldContext) => Row | undefined;
}

/** The kit that definitions get. It has forgotten the types that it is used with. */
export const handlerKit: HandlerKit<object> = {
  each: (column, valueOf, fold) => {
    const foldThose: typeof fold = (event, row, context) => row && fold(event, row, context);
    return made({ column, valueOf }, {}, foldThose);
  },
  following: ({ with: asked, keysFrom, fold }) => made({ keysFrom }, asked, fold),
  handler: ({ keyOf, with: asked, fold }) => made({ keysOf: keyOf ?? streamOf }, asked, fold),
};

function made(rows: unknown, asked: unknown, fold: unknown): { readonly folding: Folding } {
  return { folding: { rows, with: asked, fold } as Folding };
}

/** A handler, however it is written, as the engine works with it. */
export function foldingOf(handler: Handler<DomainEvent, Row>): Folding {
  if (typeof handler === 'function') return { rows: { keysOf: streamOf }, with: {}, fold: handler };
  if ('keyOf' in handler) return { rows: { keysOf: handler.keyOf }, with: {}, fold: handler.fold };
  return handler.folding;
}

/** Whether a folding changes nothing but the row of the event's own stream, and looks at no other row. */
export function isByStream(folding: Folding): boolean {
  return 'keysOf' in folding.rows && folding.rows.keysOf === streamOf && Object.keys(folding.with).length === 0;
}

function streamOf(event: DomainEvent): string {
  return event.streamId;
}
