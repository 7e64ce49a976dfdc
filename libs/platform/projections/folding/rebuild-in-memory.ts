import type { EventRegistry } from '#platform/event-schema';
import type { EventReader, Position, RecordedEvent } from '#platform/event-store';
import { foldBatch, type FoldedRows, type RowSource } from './fold-batch.ts';
import { discardedIn, passedOver } from '../life/discards.ts';
import { LogEvent } from '../definition/log-event.ts';
import { type Projection, ROWS } from '../definition/projection.ts';
import type { Row, StoredRow } from '../store/read-model-store.ts';

type StoredRows = Map<string, StoredRow>;

/** Rows held in memory: what a projection's tables would hold. */
export class RowsInMemory implements RowSource {
  readonly #tables = new Map<string, StoredRows>();

  /** All rows of the served table, sorted by key. */
  get rows(): ReadonlyMap<string, StoredRow> {
    return this.rowsOf(ROWS);
  }

  /** All rows of a table, sorted by key. */
  rowsOf(table: string): ReadonlyMap<string, StoredRow> {
    return new Map([...this.#of(table)].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  async load(_: Projection, keys: readonly string[], table = ROWS): Promise<ReadonlyMap<string, StoredRow>> {
    return where(this.#of(table), () => true, keys);
  }

  async loadWhere(
    _: Projection,
    column: string,
    values: readonly string[],
    table = ROWS,
  ): Promise<ReadonlyMap<string, StoredRow>> {
    const wanted = new Set<unknown>(values);
    const rows = this.#of(table);
    return where(rows, ({ row }) => wanted.has(row[column]), rows.keys());
  }

  write({ changes, ownChanges }: FoldedRows): void {
    for (const [table, ofTable] of [[ROWS, changes] as const, ...ownChanges]) {
      const rows = this.#of(table);
      for (const { key, row, position, revision } of ofTable) {
        if (row) rows.set(key, { key, row: frozen(row), position, revision });
        else rows.delete(key);
      }
    }
  }

  #of(table: string): StoredRows {
    const known = this.#tables.get(table);
    if (known) return known;
    const made: StoredRows = new Map();
    this.#tables.set(table, made);
    return made;
  }
}

function where(
  rows: StoredRows,
  condition: (row: StoredRow) => boolean,
  keys: Iterable<string>,
): ReadonlyMap<string, StoredRow> {
  const found: StoredRows = new Map();
  for (const key of keys) {
    const row = rows.get(key);
    if (row && condition(row)) found.set(key, row);
  }
  return found;
}

/** Events folded at a time. */
const BATCH = 10_000;

/** What was discarded is known where the log can be read by stream too. */
type LogToRebuildFrom = Pick<EventReader, 'readAll'> & Partial<Pick<EventReader, 'read'>>;

/**
 * The rows a projection has when it is folded from the log's beginning, without any database: what live rows are
 * compared with. What operators discarded is passed over, where the log can be read by stream.
 *
 * @param upTo the last position to fold, e.g. that of the checkpoint of the rows compared with; by default all
 * @returns the rows of the served table by key, sorted by key
 * @throws whatever an event makes a handler or an upcaster throw
 */
export async function rebuildInMemory(
  projection: Projection,
  log: LogToRebuildFrom,
  registry: EventRegistry,
  upTo: Position = Infinity,
): Promise<ReadonlyMap<string, StoredRow>> {
  return (await rebuildTablesInMemory(projection, log, registry, upTo)).rows;
}

/** The rows of all of a projection's tables, as {@link rebuildInMemory} makes them. */
export async function rebuildTablesInMemory(
  projection: Projection,
  log: LogToRebuildFrom,
  registry: EventRegistry,
  upTo: Position = Infinity,
): Promise<RowsInMemory> {
  const memory = new RowsInMemory();
  const discarded = log.read ? await discardedIn({ read: log.read.bind(log) }, projection) : new Set<string>();
  let batch: RecordedEvent[] = [];
  const fold = async () => {
    const events = batch.map((recorded) => {
      const event = new LogEvent(recorded, registry);
      return discarded.has(recorded.id) ? passedOver(event) : event;
    });
    const folded = await foldBatch(projection, events, memory);
    if (folded.failure) throw folded.failure.error;
    memory.write(folded);
    batch = [];
  };
  for await (const event of log.readAll()) {
    if (event.position > upTo) break;
    if (batch.push(event) === BATCH) await fold();
  }
  await fold();
  return memory;
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
