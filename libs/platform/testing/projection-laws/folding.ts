import { isDeepStrictEqual } from 'node:util';
import { type DomainEvent, EventRegistry } from '#platform/event-schema';
import type { RecordedEvent } from '#platform/event-store';
import { foldBatch, LogEvent, type Projection, type Row, RowsInMemory, type StoredRow } from '#platform/projections';

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

/** The rows of a projection after some batches, sorted by key. */
export async function rowsAfter(
  projection: Projection,
  batches: readonly (readonly LogEvent[])[],
): Promise<readonly StoredRow[]> {
  return storedRows(await foldInto(new RowsInMemory(), projection, batches));
}

/** Every change of a row that an event made, in order: the key, and the row it left, null where it deleted it. */
export async function changesByEvents(
  projection: Projection,
  events: readonly LogEvent[],
): Promise<readonly (readonly [key: string, row: Row | null])[]> {
  const memory = new RowsInMemory();
  const changed: [string, Row | null][] = [];
  for (const event of events) {
    const folded = await foldBatch(projection, [event], memory);
    if (folded.failure) throw folded.failure.error;
    const keys = folded.changes.map(({ key }) => key);
    const before = await memory.load(projection, keys);
    for (const { key, row } of folded.changes) {
      // A row is given anew for its revision's sake, too.
      if (!isDeepStrictEqual(row, before.get(key)?.row)) changed.push([key, row ?? null]);
    }
    memory.write(folded.changes);
  }
  return changed;
}

export function storedRows(memory: RowsInMemory): readonly StoredRow[] {
  return [...memory.rows.values()];
}

/** The rows without what the engine keeps beside them. */
export function plainRows(rows: readonly StoredRow[]): readonly Row[] {
  return rows.map(({ row }) => row);
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
