import { isDeepStrictEqual } from 'node:util';
import { type DomainEvent, EventRegistry } from '#platform/event-schema';
import type { RecordedEvent } from '#platform/event-store';
import {
  foldBatch,
  LogEvent,
  type Projection,
  type Row,
  ROWS,
  RowsInMemory,
  type StoredRow,
  tableNames,
} from '#platform/projections';

/** A log, and how its events are read. */
export interface ReadableLog {
  readonly events: readonly RecordedEvent[];
  readonly registry: EventRegistry;
}

/** Folds batches in memory, one after another. @throws whatever an event makes a handler throw */
export async function foldInto(
  memory: RowsInMemory,
  projection: Projection,
  batches: readonly (readonly LogEvent[])[],
): Promise<RowsInMemory> {
  for (const batch of batches) {
    const folded = await foldBatch(projection, batch, memory);
    if (folded.failure) throw folded.failure.error;
    memory.write(folded);
  }
  return memory;
}

/** The rows of each of a projection's tables, by the table's name, sorted by key. */
export interface RowsByTable {
  readonly [table: string]: readonly StoredRow[];
}

/** The rows of a projection after some batches. */
export async function rowsAfter(
  projection: Projection,
  batches: readonly (readonly LogEvent[])[],
): Promise<RowsByTable> {
  return rowsIn(await foldInto(new RowsInMemory(), projection, batches), projection);
}

export function rowsIn(memory: RowsInMemory, projection: Projection): RowsByTable {
  return Object.fromEntries(tableNames(projection).map((table) => [table, [...memory.rowsOf(table).values()]]));
}

/** The rows without what the engine keeps beside them. */
export function plainRows(rows: RowsByTable): { readonly [table: string]: readonly Row[] } {
  return Object.fromEntries(Object.entries(rows).map(([table, of]) => [table, of.map(({ row }) => row)]));
}

/** A row as an event left it, null where it deleted it; `event` is the event's place in the log, from 0. */
type ChangedRow = readonly [event: number, table: string, key: string, row: Row | null];

/** Every change of a row that an event made, in order; a row given anew for its revision's sake is none. */
export async function changesByEvents(
  projection: Projection,
  events: readonly LogEvent[],
): Promise<readonly ChangedRow[]> {
  const memory = new RowsInMemory();
  const changed: ChangedRow[] = [];
  for (const [place, event] of events.entries()) {
    const folded = await foldBatch(projection, [event], memory);
    if (folded.failure) throw folded.failure.error;
    for (const [table, changes] of [[ROWS, folded.changes] as const, ...folded.ownChanges]) {
      const keys = changes.map(({ key }) => key);
      const before = await memory.load(projection, keys, table);
      for (const { key, row } of changes) {
        if (!isDeepStrictEqual(row, before.get(key)?.row)) changed.push([place, table, key, row ?? null]);
      }
    }
    memory.write(folded);
  }
  return changed;
}

export function readable({ events, registry }: ReadableLog): readonly LogEvent[] {
  return events.map((recorded) => new LogEvent(recorded, registry));
}

/** The events as batches that end after so many percent of them. */
export function cutAt<T>(events: readonly T[], percents: readonly number[]): readonly (readonly T[])[] {
  const places = percents.map((percent) => placeIn(events, percent)).filter((place) => place > 0);
  const cuts = [...new Set(places)].sort((a, b) => a - b);
  return [0, ...cuts].map((from, index) => events.slice(from, cuts[index]));
}

/** How many events so many percent of them are. */
export function placeIn(events: readonly unknown[], percent: number): number {
  return Math.floor((events.length * percent) / 100);
}

export function eachByItself<T>(events: readonly T[]): readonly (readonly T[])[] {
  return events.map((event) => [event]);
}

/** An event that nobody can write to. */
export class FrozenEvent extends LogEvent {
  override decode(): DomainEvent | undefined {
    return frozen(super.decode());
  }
}

export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
