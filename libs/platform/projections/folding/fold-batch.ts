import type { DomainEvent } from '#platform/event-schema';
import { categoryOf, idOf } from '#platform/event-store';
import { followingTables, type Projection, ROWS, tableNames } from '../definition/projection.ts';
import { foldFollowing } from './fold-following.ts';
import { type Failure, foldStep, namedBy, type Part, type Step, type WorkingTables } from './fold-step.ts';
import type { Folding } from '../definition/handler.ts';
import type { LogEvent } from '../definition/log-event.ts';
import type { ReadModelStore } from '../store/read-model-store.ts';
import { lookedUpColumns } from '../store/table-indexes.ts';
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
  readonly failure?: Failure;
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
  const following = followingTables(projection);
  const tables = await loadedRows(projection, steps, source);
  if (following.size > 0) {
    const failed = await foldFollowing(projection, steps, tables, source, following);
    // The tables folded first are ahead of the event that failed: what comes before it is folded anew.
    if (failed) return { ...(await foldBatch(projection, before(failed, events), source)), failure: failed };
    return folded(tables, failure);
  }
  for (const step of steps) {
    try {
      foldStep(projection, step, tables);
    } catch (error) {
      return folded(tables, { event: step.recorded, error });
    }
  }
  return folded(tables, failure);
}

function folded(tables: WorkingTables, failure: Failure | undefined): FoldedBatch {
  return failure ? { ...changesOf(tables), failure } : changesOf(tables);
}

function before({ event }: Failure, events: readonly LogEvent[]): readonly LogEvent[] {
  return events.filter(({ recorded }) => recorded.position < event.position);
}

function changesOf(tables: WorkingTables): FoldedRows {
  const ownChanges = new Map([...tables].map(([name, rows]) => [name, rows.changes()] as const));
  const changes = ownChanges.get(ROWS)!;
  ownChanges.delete(ROWS);
  return { changes, ownChanges };
}

function plan(projection: Projection, events: readonly LogEvent[]): { steps: Step[]; failure?: Failure } {
  const steps: Step[] = [];
  for (const event of events) {
    try {
      const step = stepOf(projection, event);
      if (step) steps.push(step);
    } catch (error) {
      return { steps, failure: { event: event.recorded, error } };
    }
  }
  return { steps };
}

/** What an event does; undefined for one that the projection has nothing to do with. */
function stepOf(projection: Projection, logEvent: LogEvent): Step | undefined {
  const { recorded } = logEvent;
  const { aggregate } = projection;
  const ownKey = aggregate === categoryOf(recorded.stream) ? idOf(recorded.stream) : undefined;
  const foldings = Object.hasOwn(projection.on, recorded.type) ? projection.on[recorded.type] : undefined;
  if (!foldings && ownKey === undefined) return undefined;
  const event = foldings && logEvent.decode();
  const parts = foldings && event ? foldingsIn(foldings).map(([table, how]) => partOf(table, event, how)) : [];
  return { recorded, parts, ownKey };
}

type Foldings = Projection['on'][string];

const listed = new WeakMap<Foldings, readonly (readonly [table: string, Folding])[]>();

/** Listed once for each type of event: it is asked for with each of them. */
function foldingsIn(foldings: Foldings): readonly (readonly [table: string, Folding])[] {
  const known = listed.get(foldings) ?? Object.entries(foldings);
  listed.set(foldings, known);
  return known;
}

function partOf(table: string, event: DomainEvent, folding: Folding): Part {
  const named = namedBy(namedIn(folding.rows, event), event);
  return { table, event, folding, named, asked: askedBy(folding, event) };
}

function askedBy({ with: asked }: Folding, event: DomainEvent): Part['asked'] {
  const names = Object.keys(asked);
  if (names.length === 0) return NOTHING_ASKED;
  return names.map((name) => {
    const [table, keyOf] = asked[name]!;
    const [key = null] = namedBy(keyOf(event), event);
    return { name, table, key };
  });
}

const NOTHING_ASKED: Part['asked'] = [];

/** Keys, or the value of an `each`; none yet where rows that are still to be loaded tell them. */
function namedIn(rows: Folding['rows'], event: DomainEvent): string | readonly string[] | null {
  if ('column' in rows) return rows.valueOf(event);
  return 'keysOf' in rows ? rows.keysOf(event) : null;
}

/** The rows that the steps name, each looked for once, with one query a table for keys and one a column for values. */
async function loadedRows(projection: Projection, steps: readonly Step[], source: RowSource): Promise<WorkingTables> {
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
