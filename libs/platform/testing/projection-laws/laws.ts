import fc from 'fast-check';
import type { EventRegistry } from '#platform/event-schema';
import type { RecordedEvent } from '#platform/event-store';
import {
  foldBatch,
  LogEvent,
  type Projection,
  type ReadModelStore,
  RowsInMemory,
  type StoredRow,
  tableNames,
  tableOf,
} from '#platform/projections';
import {
  cutAt,
  eachByItself,
  foldInto,
  FrozenEvent,
  frozen,
  placeIn,
  plainRows,
  readable,
  type ReadableLog,
  rowsAfter,
  rowsIn,
} from '../folding.ts';
import { looseValues } from './loose-values.ts';
import { withoutClockAndChance } from './without-chance.ts';

/** What the laws are tried on. */
export interface Trial {
  readonly registry: EventRegistry;
  /** Logs of any length, the empty one included. */
  readonly logs: fc.Arbitrary<readonly RecordedEvent[]>;
  /** A real store, empty at first. */
  readonly store: ReadModelStore;
  /** How many logs a law is tried on. */
  readonly runs: number;
}

/** A law over one projection. @throws Error with the log that breaks it, made as short as it gets */
export type ProjectionLaw = (projection: Projection, trial: Trial) => Promise<void>;

/** Where a log is cut: after how many percent of its events. */
const somewhere = fc.nat(99);
const somePlaces = fc.array(somewhere, { maxLength: 6 });

/** The laws that every projection is under, however many are added; the name completes "a projection …". */
export const projectionLaws = {
  'has the same rows wherever the log is cut into batches': (projection, trial) =>
    always(trial, [somePlaces], async (log, percents) => {
      const events = readable(log);
      const rows = await rowsAfter(projection, eachByItself(events));
      expect(await rowsAfter(projection, cutAt(events, percents))).toStrictEqual(rows);
    }),

  'has the rows, when it is built again, that live feeding left in the database': (projection, trial) => {
    // Its other versions are tried on the same store.
    const name = `${projection.name}_${projection.version}`;
    let run = 0;
    return always(trial, [somePlaces], async (log, percents) => {
      const live = { ...projection, name, version: ++run };
      const rows = await rowsInStore(trial.store, live, cutAt(readable(log), percents));
      expect(await rowsAfter(projection, [readable(log)])).toStrictEqual(rows);
    });
  },

  'has the same rows when it reads again from any checkpoint': (projection, trial) =>
    always(trial, [somewhere], async (log, percent) => {
      const events = readable(log);
      const place = placeIn(events, percent);
      const rows = await rowsAfter(projection, [events]);
      const upToCheckpoint = await foldInto(new RowsInMemory(), projection, [events.slice(0, place)]);
      const rest = events.slice(place);
      // The projector ends here, before what it folded is committed, and another one begins anew.
      await foldBatch(projection, rest, upToCheckpoint);
      await foldInto(upToCheckpoint, projection, eachByItself(rest));
      expect(rowsIn(upToCheckpoint, projection)).toStrictEqual(rows);
    }),

  'passes over event types of the future': (projection, trial) =>
    always(trial, [somePlaces], async (log, percents) => {
      const future = { ...log, events: withEventsOfTheFuture(log.events, percents) };
      const rows = plainRows(await rowsAfter(projection, [readable(log)]));
      expect(plainRows(await rowsAfter(projection, [readable(future)]))).toStrictEqual(rows);
    }),

  'is folded by pure handlers: they change nothing, know no time and no chance, answer the same twice': (
    projection,
    trial,
  ) =>
    always(trial, [], async ({ events, registry }) => {
      const fold = () =>
        withoutClockAndChance(() =>
          rowsAfter(projection, eachByItself(events.map((event) => new FrozenEvent(frozen(event), registry)))),
        );
      const rows = await fold();
      expect(await fold()).toStrictEqual(rows);
    }),

  'has rows that fit their table': (projection, trial) =>
    always(trial, [], async (log) => {
      const rows = await rowsAfter(projection, [readable(log)]);
      const loose = Object.entries(plainRows(rows)).flatMap(([table, of]) =>
        of.flatMap((row) => looseValues(tableOf(projection, table), row)),
      );
      expect(loose).toEqual([]);
    }),

  'handles events that exist': async (projection, { registry }) => {
    expect(Object.keys(projection.on).filter((typeName) => !registry.find(typeName))).toEqual([]);
  },
} as const satisfies { readonly [law: string]: ProjectionLaw };

/** The law holds for each log, and each value of what else it needs. */
async function always<More extends readonly unknown[]>(
  { logs, registry, runs }: Trial,
  more: { readonly [I in keyof More]: fc.Arbitrary<More[I]> },
  holds: (log: ReadableLog, ...more: More) => Promise<void>,
): Promise<void> {
  const others = fc.tuple(...(more as unknown as fc.Arbitrary<unknown>[]));
  const property = fc.asyncProperty(logs, others, (events, drawn) =>
    holds({ events, registry }, ...(drawn as unknown as More)),
  );
  const tried = await fc.check(property, { numRuns: runs });
  if (!tried.failed) return;
  const [log, drawn] = tried.counterexample!;
  const told = log.map(({ stream, type, data }) => `  ${stream} ${type} ${JSON.stringify(data)}`);
  throw new Error(
    [`broken by this log (seed ${tried.seed}, drawn with it ${JSON.stringify(drawn)}):`, ...told].join('\n'),
    { cause: tried.errorInstance },
  );
}

/** Feeds a projection as the engine does: rows and checkpoint committed batch by batch, each batch read back for the next. */
async function rowsInStore(store: ReadModelStore, projection: Projection, batches: readonly (readonly LogEvent[])[]) {
  let { checkpoint: expected } = await store.ensure(projection);
  for (const batch of batches) {
    const { changes, ownChanges, failure } = await foldBatch(projection, batch, store);
    if (failure) throw failure.error;
    const last = batch.at(-1)?.recorded;
    if (!last) continue;
    const checkpoint = { position: last.position, eventId: last.id };
    const written = changes.map((row) => ({ ...row, tokens: [] }));
    await store.commit(projection, { expected, checkpoint, changes: written, ownChanges });
    expected = checkpoint;
  }
  return store.snapshot(async (snapshot) => {
    const rows: Record<string, readonly StoredRow[]> = {};
    for (const table of tableNames(projection)) {
      const order = { column: tableOf(projection, table).keyColumn, descending: false };
      rows[table] = await snapshot.page(projection, { where: [], order, limit: 10_000 }, table);
    }
    return rows;
  });
}

/** Before each of the places, an event that a later program has recorded: in the stream that goes on there. */
function withEventsOfTheFuture(
  events: readonly RecordedEvent[],
  percents: readonly number[],
): readonly RecordedEvent[] {
  const places = percents.map((percent) => placeIn(events, percent));
  const inserted = new Map<string, number>();
  return events.flatMap((event, index) => {
    const later = { ...event, revision: event.revision + (inserted.get(event.stream) ?? 0) };
    if (!places.includes(index)) return [later];
    inserted.set(event.stream, (inserted.get(event.stream) ?? 0) + 1);
    const future: RecordedEvent = {
      ...later,
      id: `future-${index}`,
      position: event.position - 5,
      type: 'ThingOfTheFutureDone',
      data: { thing: 'of the future' },
      metadata: { ...event.metadata, schemaVersion: 1 },
    };
    return [future, { ...later, revision: later.revision + 1 }];
  });
}
