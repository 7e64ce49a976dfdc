import type { EventRegistry } from '#platform/event-schema';
import type { EventReader, Position, RecordedEvent } from '#platform/event-store';
import type { Projection } from './definition.ts';
import { foldBatch, type RowSource } from './fold-batch.ts';
import { LogEvent } from './log-event.ts';
import type { Row, StoredRow } from './read-model-store.ts';
import type { FoldedRow } from './working-rows.ts';

/** Rows held in memory: what a projection's table would hold. */
export class RowsInMemory implements RowSource {
  readonly #rows = new Map<string, StoredRow>();

  /** All rows, sorted by key. */
  get rows(): ReadonlyMap<string, StoredRow> {
    return new Map([...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  async load(_projection: Projection, keys: readonly string[]): Promise<ReadonlyMap<string, StoredRow>> {
    return this.#where(() => true, keys);
  }

  async loadWhere(
    _projection: Projection,
    column: string,
    values: readonly string[],
  ): Promise<ReadonlyMap<string, StoredRow>> {
    const wanted = new Set<unknown>(values);
    return this.#where(({ row }) => wanted.has(row[column]), this.#rows.keys());
  }

  write(changes: readonly FoldedRow[]): void {
    for (const { key, row, position, revision } of changes) {
      if (row) this.#rows.set(key, { key, row: frozen(row), position, revision });
      else this.#rows.delete(key);
    }
  }

  #where(condition: (row: StoredRow) => boolean, keys: Iterable<string>): ReadonlyMap<string, StoredRow> {
    const found = new Map<string, StoredRow>();
    for (const key of keys) {
      const row = this.#rows.get(key);
      if (row && condition(row)) found.set(key, row);
    }
    return found;
  }
}

/** Events folded at a time. */
const BATCH = 10_000;

/**
 * The rows a projection has when it is folded from the log's beginning, without any database: what live rows are
 * compared with.
 *
 * @param upTo the last position to fold, e.g. that of the checkpoint of the rows compared with; by default all
 * @returns the rows by key, sorted by key
 * @throws whatever an event makes a handler or an upcaster throw
 */
export async function rebuildInMemory(
  projection: Projection,
  log: Pick<EventReader, 'readAll'>,
  registry: EventRegistry,
  upTo: Position = Infinity,
): Promise<ReadonlyMap<string, StoredRow>> {
  const memory = new RowsInMemory();
  let batch: RecordedEvent[] = [];
  const fold = async () => {
    const events = batch.map((recorded) => new LogEvent(recorded, registry));
    const { changes, failure } = await foldBatch(projection, events, memory);
    if (failure) throw failure.error;
    memory.write(changes);
    batch = [];
  };
  for await (const event of log.readAll()) {
    if (event.position > upTo) break;
    if (batch.push(event) === BATCH) await fold();
  }
  await fold();
  return memory.rows;
}

function frozen(value: Row): Row {
  freezeDeep(value);
  return value;
}

function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freezeDeep);
}
