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
