import fc from 'fast-check';
import { type GivenEvent, on, recordedInTest } from '#platform/testing';
import { foldBatch } from '../folding/fold-batch.ts';
import { LogEvent } from '../definition/log-event.ts';
import { type Projection, tableNames, tableOf } from '../definition/projection.ts';
import type { Checkpoint, ReadModelStore, StoredRow } from '../store/read-model-store.ts';
import { RowsInMemory } from '../folding/rebuild-in-memory.ts';
import { groupedThings } from './sample-groups.ts';
import { GroupClosed, GroupMerged, ThingMade, ThingMoved, thingRegistry, ThingRemoved } from './sample-things.ts';

const id = fc.constantFrom('1', '2', '3', '4');
const group = fc.constantFrom('a', 'b', 'c');

/** Any sequence of events that make, move and remove rows of both tables of {@link groupedThings}. */
export const groupedLogs: fc.Arbitrary<GivenEvent[]> = fc.array(
  fc.oneof(
    fc.tuple(id, group).map(([thing, into]) => on(`thing-${thing}`, ThingMade({ group: into }))),
    fc.tuple(id, group).map(([thing, into]) => on(`thing-${thing}`, ThingMoved({ group: into }))),
    id.map((thing) => on(`thing-${thing}`, ThingRemoved({}))),
    fc.tuple(group, group).map(([from, into]) => on(`group-${from}`, GroupMerged({ into }))),
    group.map((closed) => on(`group-${closed}`, GroupClosed({}))),
  ),
  { maxLength: 30 },
);

/** A log cut into batches, anywhere. */
export function cutAnywhere<T>(log: readonly T[], cuts: readonly number[]): readonly (readonly T[])[] {
  const edges = [0, ...cuts.map((cut) => Math.min(cut, log.length)).sort((a, b) => a - b), log.length];
  return edges.slice(1).map((edge, index) => log.slice(edges[index], edge));
}

/** What every store does with a projection of several tables. */
export function severalTablesContract(theStore: () => ReadModelStore): void {
  describe('a projection of several tables', () => {
    const all = async (projection: Projection, table: string): Promise<readonly StoredRow[]> => {
      const order = { column: tableOf(projection, table).keyColumn, descending: false };
      return theStore().snapshot((snapshot) => snapshot.page(projection, { where: [], order, limit: 1000 }, table));
    };

    test('has the rows that memory has, in all tables, wherever the log is cut into batches', async () => {
      let version = 0;
      const cuts = fc.array(fc.nat(30), { maxLength: 6 });
      const property = fc.asyncProperty(groupedLogs, cuts, async (events, places) => {
        const projection: Projection = { ...groupedThings, version: ++version };
        await theStore().ensure(projection);
        const memory = new RowsInMemory();
        let expected: Checkpoint | undefined;
        const log = recordedInTest(events).map((recorded) => new LogEvent(recorded, thingRegistry));
        for (const batch of cutAnywhere(log, places)) {
          const last = batch.at(-1)?.recorded;
          if (last === undefined) continue;
          const { changes, ownChanges } = await foldBatch(projection, batch, theStore());
          const checkpoint = { position: last.position, eventId: last.id };
          const withTokens = changes.map((change) => ({ ...change, tokens: [] }));
          await theStore().commit(projection, { expected, checkpoint, changes: withTokens, ownChanges });
          expected = checkpoint;
        }
        memory.write(await foldBatch(projection, log, memory));
        for (const table of tableNames(projection)) {
          expect(await all(projection, table)).toEqual([...memory.rowsOf(table).values()]);
        }
      });
      await fc.assert(property, { numRuns: 25 });
    });

    test('writes none of its tables where one of them cannot be written', async () => {
      const projection: Projection = { ...groupedThings, name: 'grouped_whole' };
      await theStore().ensure(projection);
      const group = { key: 'a', row: { group: 'a', seen: [], arrivals: 1 }, position: 1, revision: null };
      const broken = { ...group, key: 'b', row: { ...group.row, group: 'b', arrivals: null } };
      const thing = { key: '1', row: { thingId: '1', group: 'a', came: 0 }, position: 1, revision: 0, tokens: [] };
      const batch = { expected: undefined, checkpoint: { position: 1, eventId: 'e' }, changes: [thing] };
      const ownChanges = new Map([['groups', [group, broken]]]);
      await expect(theStore().commit(projection, { ...batch, ownChanges })).rejects.toThrow();
      expect([await all(projection, 'rows'), await all(projection, 'groups')]).toEqual([[], []]);
      await theStore().commit(projection, { ...batch, ownChanges: new Map([['groups', [group]]]) });
      expect((await all(projection, 'groups')).map(({ key }) => key)).toEqual(['a']);
    });
  });
}
