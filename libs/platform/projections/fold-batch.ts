import type { DomainEvent } from '#platform/event-schema';
import { categoryOf, idOf, type RecordedEvent } from '#platform/event-store';
import { type Projection, ROWS, tableNames } from './projection.ts';
import type { FoldContext, Folding } from './handler.ts';
import type { LogEvent } from './log-event.ts';
import type { ReadModelStore, Row } from './read-model-store.ts';
import { checkedRow } from './row-check.ts';
import { lookedUpColumns } from './table-indexes.ts';
import { type FoldedRow, WorkingRows } from './working-rows.ts';

/** Where a batch finds the rows it folds into. */
export type RowSource = Pick<ReadModelStore, 'load' | 'loadWhere'>;

/** The rows that a batch changed. */
export interface FoldedRows {
  /** Those of the table that is served. */
  readonly changes: readonly FoldedRow[];
  /** Those of the projection's own tables, by the table's name. */
  readonly ownChanges: ReadonlyMap<string, readonly FoldedRow[]>;
}

/** What became of a batch. */
export interface FoldedBatch extends FoldedRows {
  /** The event that could not be folded: the changes are those of the events before it. */
  readonly failure?: { readonly event: RecordedEvent; readonly error: unknown };
}

/** An event with what it takes to find its rows. */
interface Step {
  readonly recorded: RecordedEvent;
  readonly parts: readonly Part[];
  /** Key of the served row whose own stream this event is in. */
  readonly ownKey: string | undefined;
}

/** What an event does to one table. */
interface Part {
  readonly table: string;
  readonly event: DomainEvent;
  readonly folding: Folding;
  /** Keys to fold into; or the value, if any, that the column of an `each` must hold. */
  readonly named: readonly string[];
  readonly asked: readonly AskedRow[];
}

/** A row that a handler wants to be told of, by the name it gets. */
interface AskedRow {
  readonly name: string;
  readonly table: string;
  readonly key: string | null;
}

/** The rows of each table that a batch has to do with. */
type Tables = ReadonlyMap<string, WorkingRows>;

/** Whether a projection has anything to do with an event: it handles the type, or it is of a row's own stream. */
export function concerns(projection: Projection, recorded: RecordedEvent): boolean {
  return (
    Object.hasOwn(projection.on, recorded.type) ||
    (projection.aggregate !== undefined && recorded.stream.startsWith(`${projection.aggregate}-`))
  );
}

/**
 * Folds a batch of events, in the order of the log, into the rows of a projection. The outcome is the same wherever the
 * log is cut into batches.
 *
 * What a handler, an upcaster or the decoding throws is the event's failure and is answered; what `source` throws is
 * thrown.
 */
export async function foldBatch(
  projection: Projection,
  events: readonly LogEvent[],
  source: RowSource,
): Promise<FoldedBatch> {
  const { steps, failure } = plan(projection, events);
  const tables = await loadedRows(projection, steps, source);
  for (const step of steps) {
    try {
      foldStep(projection, step, tables);
    } catch (error) {
      return { ...changesOf(tables), failure: { event: step.recorded, error } };
    }
  }
  return failure ? { ...changesOf(tables), failure } : changesOf(tables);
}

function changesOf(tables: Tables): FoldedRows {
  const ownChanges = new Map([...tables].map(([name, rows]) => [name, rows.changes()] as const));
  const changes = ownChanges.get(ROWS)!;
  ownChanges.delete(ROWS);
  return { changes, ownChanges };
}

function plan(
  projection: Projection,
  events: readonly LogEvent[],
): { steps: Step[]; failure?: FoldedBatch['failure'] } {
  const steps: Step[] = [];
  for (const event of events) {
    const { recorded } = event;
    if (!concerns(projection, recorded)) continue;
    try {
      steps.push(stepOf(projection, event));
    } catch (error) {
      return { steps, failure: { event: recorded, error } };
    }
  }
  return { steps };
}

function stepOf(projection: Projection, logEvent: LogEvent): Step {
  const { recorded } = logEvent;
  const ownKey = categoryOf(recorded.stream) === projection.aggregate ? idOf(recorded.stream) : undefined;
  const foldings = Object.hasOwn(projection.on, recorded.type) ? projection.on[recorded.type] : undefined;
  const event = foldings && logEvent.decode();
  const parts = foldings && event ? Object.entries(foldings).map(([table, how]) => partOf(table, event, how)) : [];
  return { recorded, parts, ownKey };
}

function partOf(table: string, event: DomainEvent, folding: Folding): Part {
  const named = namedBy('column' in folding.rows ? folding.rows.valueOf(event) : folding.rows.keysOf(event), event);
  const asked = Object.entries(folding.with).map(([name, [from, keyOf]]) => {
    const [key = null] = namedBy(keyOf(event), event);
    return { name, table: from, key };
  });
  return { table, event, folding, named, asked };
}

function namedBy(named: string | readonly string[] | null, event: DomainEvent): readonly string[] {
  if (named === null) return [];
  const keys = typeof named === 'string' ? [named] : [...new Set(named)];
  if (keys.every((key) => typeof key === 'string' && key !== '' && !key.includes('\0'))) return keys;
  throw new Error(`a handler of ${event.type} named a row by something that is no key`);
}

/** The rows that the steps name, each looked for once, with one query a table for keys and one a column for values. */
async function loadedRows(projection: Projection, steps: readonly Step[], source: RowSource): Promise<Tables> {
  const wanted = new Wanted();
  for (const { parts, ownKey } of steps) {
    if (ownKey !== undefined) wanted.key(ROWS, ownKey);
    for (const { table, folding, named, asked } of parts) {
      if ('column' in folding.rows) for (const value of named) wanted.value(table, folding.rows.column, value);
      else for (const key of named) wanted.key(table, key);
      for (const { table: from, key } of asked) if (key !== null) wanted.key(from, key);
    }
  }
  const tables = new Map<string, WorkingRows>();
  for (const name of tableNames(projection)) {
    const rows = new WorkingRows(lookedUpColumns(projection, name));
    const { keys, values } = wanted.of(name);
    if (keys.size > 0) rows.take((await source.load(projection, [...keys], name)).values());
    for (const [column, held] of values) {
      rows.take((await source.loadWhere(projection, column, [...held], name)).values());
    }
    tables.set(name, rows);
  }
  return tables;
}

/** What a batch wants of each table: rows by key, and rows whose column holds a value. */
class Wanted {
  readonly #tables = new Map<string, { keys: Set<string>; values: Map<string, Set<string>> }>();

  of(table: string): { readonly keys: ReadonlySet<string>; readonly values: ReadonlyMap<string, ReadonlySet<string>> } {
    return this.#of(table);
  }

  key(table: string, key: string): void {
    this.#of(table).keys.add(key);
  }

  value(table: string, column: string, value: string): void {
    const { values } = this.#of(table);
    const held = values.get(column);
    if (held) held.add(value);
    else values.set(column, new Set([value]));
  }

  #of(table: string) {
    const known = this.#tables.get(table);
    if (known) return known;
    const made = { keys: new Set<string>(), values: new Map<string, Set<string>>() };
    this.#tables.set(table, made);
    return made;
  }
}

interface FoldedPart {
  readonly rows: WorkingRows;
  readonly key: string;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

/**
 * Folds one event: into all of its rows, in all tables, or, when it throws, into none. Each handler sees the rows as they
 * stood before the event.
 */
function foldStep(projection: Projection, { parts, recorded, ownKey }: Step, tables: Tables): void {
  const folded = parts.flatMap((part) => foldPart(projection, part, tables));
  for (const { rows, key, before, after } of folded) if (after !== before) rows.set(key, after, recorded.position);
  if (ownKey !== undefined) tables.get(ROWS)!.setRevision(ownKey, recorded.revision, recorded.position);
}

function foldPart(projection: Projection, { table, event, folding, named, asked }: Part, tables: Tables): FoldedPart[] {
  const rows = tables.get(table)!;
  const keys = 'column' in folding.rows ? rows.keysWhere(folding.rows.column, named[0]) : named;
  return keys.map((key) => {
    const before = rows.get(key);
    const after = folding.fold(event, before, contextOf(key, asked, tables));
    const isOther = after !== undefined && after !== before;
    return { rows, key, before, after: isOther ? checkedRow(projection, table, key, after) : after };
  });
}

function contextOf(key: string, asked: readonly AskedRow[], tables: Tables): FoldContext {
  if (asked.length === 0) return { key };
  const told = asked.map(({ name, table, key: of }) => [name, of === null ? undefined : tables.get(table)!.get(of)]);
  return { ...(Object.fromEntries(told) as object), key };
}
