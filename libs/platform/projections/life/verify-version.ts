import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '#platform/clock';
import type { EventRegistry } from '#platform/event-schema';
import { type EventReader, type Position, streamName } from '#platform/event-store';
import { type Projection, ROWS, tableNames, tableOf } from '../definition/projection.ts';
import { foldBatch } from '../folding/fold-batch.ts';
import { LogEvent } from '../definition/log-event.ts';
import { rebuildTablesInMemory, RowsInMemory } from '../folding/rebuild-in-memory.ts';
import type { ReadModelSnapshot, ReadModelStore, StoredRow } from '../store/read-model-store.ts';
import { compareBeside } from './compare-beside.ts';
import { compareRows, MOST_EXAMPLES, Rows } from './compare-rows.ts';
import { discardedIn, passedOver } from './discards.ts';
import { isKeyedByStream } from './parking.ts';
import type { Comparison, Sample, TableComparison, Verification } from './verification.ts';

export interface VerifyingParts {
  readonly store: ReadModelStore;
  readonly log: Pick<EventReader, 'read' | 'readAll'>;
  readonly registry: EventRegistry;
  readonly clock: Clock;
  /** Fold the whole log again for rows that depend on each other. */
  readonly isThorough: boolean;
}

/** Rows folded again from either end of the table. */
const SAMPLE = 10;
/** Rows of a table above which the whole log is not folded again in memory. */
const MOST_IN_MEMORY = 50_000;

/**
 * Verifies a version that has caught up: all of its rows against those of another version, by what both have, and some of
 * them against the log, folded again in memory.
 *
 * @param other the version that serves, or that this one is a rebuild of
 */
export async function verifyVersion(
  projection: Projection,
  other: Projection | undefined,
  parts: VerifyingParts,
): Promise<Verification> {
  const { store, clock } = parts;
  const { position, rows, comparison } = await store.snapshot(async (snapshot) => {
    const reached = await positionIn(snapshot, projection);
    const own = new Rows(snapshot, projection);
    const until = Math.min(reached, other ? await positionIn(snapshot, other) : reached);
    const compared = other && (await compareRows(own, new Rows(snapshot, other), until));
    for (; (await own.current()) !== undefined; own.next());
    const comparison = compared && {
      ...compared,
      tables: {
        ...(await compareOwnTables(snapshot, projection, other, until)),
        ...(await compareBeside(snapshot, projection, other, until)),
      },
    };
    return { position: reached, rows: own.read, comparison: comparison ?? null };
  });
  const sample = await foldedAgain(projection, rows, parts);
  return {
    at: clock.now(),
    position,
    rows,
    comparison,
    sample,
    isSound: (sample?.different ?? 0) === 0,
    agrees: comparison === null || [comparison, ...Object.values(comparison.tables)].every(agree),
  };
}

function agree({ different, onlyHere, onlyThere }: TableComparison): boolean {
  return different + onlyHere + onlyThere === 0;
}

/** What handlers look things up in; a table that only one version has, or without a column in common, is left out. */
async function compareOwnTables(
  snapshot: ReadModelSnapshot,
  projection: Projection,
  other: Projection,
  until: Position,
): Promise<Comparison['tables']> {
  const tables: { [table: string]: TableComparison } = {};
  for (const table of Object.keys(projection.ownTables)) {
    if (!Object.hasOwn(other.ownTables, table)) continue;
    const compared = await compareRows(new Rows(snapshot, projection, table), new Rows(snapshot, other, table), until);
    if (!compared) continue;
    const { equal, different, onlyHere, onlyThere, inMotion, examples } = compared;
    tables[table] = { equal, different, onlyHere, onlyThere, inMotion, examples };
  }
  return tables;
}

async function positionIn(snapshot: ReadModelSnapshot, { name, version }: Projection): Promise<Position> {
  const status = (await snapshot.status(name, 'with rebuilds')).find((one) => one.version === version);
  return status?.checkpoint?.position ?? 0;
}

/** @returns null where rows cannot be folded again one by one, and folding all of them is not asked for or too much */
async function foldedAgain(projection: Projection, rows: number, parts: VerifyingParts): Promise<Sample | null> {
  if (isKeyedByStream(projection) && projection.aggregate !== undefined) return streamsFoldedAgain(projection, parts);
  if (!parts.isThorough || rows > MOST_IN_MEMORY) return null;
  const { store, log, registry } = parts;
  const { position, stored } = await store.snapshot(async (snapshot) => {
    const pages: (readonly [string, readonly StoredRow[]])[] = [];
    for (const name of tableNames(projection)) {
      const order = { column: tableOf(projection, name).keyColumn, descending: false };
      pages.push([name, await snapshot.page(projection, { where: [], order, limit: MOST_IN_MEMORY }, name)]);
    }
    return { position: await positionIn(snapshot, projection), stored: pages };
  });
  if (stored.some(([, { length }]) => length === MOST_IN_MEMORY)) return null;
  const memory = await rebuildTablesInMemory(projection, log, registry, position);
  const different: string[] = [];
  let count = 0;
  for (const [name, ofTable] of stored) {
    const rebuilt = memory.rowsOf(name);
    const storedByKey = new Map(ofTable.map((row) => [row.key, row]));
    const keys = new Set([...rebuilt.keys(), ...storedByKey.keys()]);
    count += keys.size;
    const differing = [...keys].filter((key) => !isDeepStrictEqual(rebuilt.get(key), storedByKey.get(key)));
    different.push(...differing.map((key) => (name === ROWS ? key : `${name}: ${key}`)));
  }
  return sampleOf(count, different);
}

/** Folds the streams of some rows again: those at either end of the table, which keys without a meaning put there. */
async function streamsFoldedAgain(projection: Projection, parts: VerifyingParts): Promise<Sample> {
  const { store, log, registry } = parts;
  const discarded = await discardedIn(log, projection);
  const parked = await store.life.parkedIds(projection);
  const { position, stored } = await store.snapshot(async (snapshot) => {
    const page = (descending: boolean) =>
      snapshot.page(projection, {
        where: [],
        order: { column: projection.table.keyColumn, descending },
        limit: SAMPLE,
      });
    const rows = [...(await page(false)), ...(await page(true))];
    return {
      position: await positionIn(snapshot, projection),
      stored: new Map(rows.filter(({ key }) => !parked.has(key)).map((row) => [row.key, row])),
    };
  });
  const different: string[] = [];
  for (const [key, row] of stored) {
    const memory = new RowsInMemory();
    const events: LogEvent[] = [];
    for await (const recorded of log.read(streamName(projection.aggregate!, key))) {
      if (recorded.position > position) break;
      const event = new LogEvent(recorded, registry);
      events.push(discarded.has(recorded.id) ? passedOver(event) : event);
    }
    memory.write(await foldBatch(projection, events, memory));
    if (!isDeepStrictEqual(memory.rows.get(key), row)) different.push(key);
  }
  return sampleOf(stored.size, different);
}

function sampleOf(rows: number, different: readonly string[]): Sample {
  return { rows, different: different.length, examples: different.slice(0, MOST_EXAMPLES) };
}
