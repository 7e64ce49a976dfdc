import { changesContract } from '../contract/changes.contract.ts';
import { pageContract } from '../contract/page.contract.ts';
import { quickPagesContract } from '../contract/quick-pages.contract.ts';
import { severalTablesContract } from '../contract/several-tables.contract.ts';
import { projectionLifeContract } from '../life/projection-life.contract.ts';
import { checkpointAt, sampleProjection, sampleRow, sealedName, writing } from '../contract/sample-projection.ts';
import { key, text } from '../definition/column.ts';
import { type Projection, table } from '../definition/definition.ts';
import type { Clock } from '#platform/clock';
import { keptBeside } from './entries-beside.ts';
import { CheckpointMoved, type ReadModelStore, TableChanged } from './read-model-store.ts';

/** The instant that the clock of a store under contract shows. */
export const CONTRACT_NOW = '2026-04-01T00:00:00.000Z';

/** A status that nothing has been done to. */
const UNTOUCHED = {
  serves: false,
  promotedAt: null,
  checkpoint: undefined,
  updatedAt: CONTRACT_NOW,
  rate: null,
  estimatedEnd: null,
  lastError: null,
  verification: null,
  parked: 0,
  edition: 0,
} as const;

/**
 * What the port promises, as a suite that every store passes as it is.
 *
 * @param open opens the same, at first empty, read models each time; without another clock it shows {@link CONTRACT_NOW}
 */
export function readModelStoreContract(name: string, open: (clock?: Clock) => Promise<ReadModelStore>): void {
  describe(`read-model store: ${name}`, () => {
    let store: ReadModelStore;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    const rowsOf = (projection: Projection, keys: readonly string[]) =>
      store.snapshot(async (snapshot) => [...(await snapshot.rows(projection, keys)).values()]);
    const statusOf = async ({ name, version }: Projection) => {
      const statuses = await store.snapshot((snapshot) => snapshot.status(name));
      return statuses.find((status) => status.version === version);
    };
    const fresh = async (name: string, version = 1) => {
      const projection = sampleProjection(name, version);
      await store.ensure(projection);
      return projection;
    };

    test('makes a table once and keeps what it holds', async () => {
      const projection = sampleProjection('made_once');
      const status = {
        name: 'made_once',
        version: 1,
        state: 'new',
        ...UNTOUCHED,
      };
      expect(await store.ensure(projection)).toEqual(status);
      const change = writing(sampleRow('a'));
      await store.commit(projection, { expected: undefined, checkpoint: checkpointAt(7), changes: [change] });
      expect(await store.ensure(projection)).toEqual({ ...status, checkpoint: checkpointAt(7) });
      expect(await rowsOf(projection, ['a'])).toEqual([{ key: 'a', row: sampleRow('a'), position: 1, revision: null }]);
    });

    test('refuses a table whose columns changed under the same version', async () => {
      const projection = await fresh('changed');
      const changed: Projection = { ...projection, table: table({ id: key(), stage: text() }) };
      const refused = await store.ensure(changed).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(TableChanged);
    });

    test('refuses a name that no table can have', async () => {
      for (const bad of ['Case', 'a-b', 'a__b', 'a"; DROP', 'x'.repeat(49)]) {
        await expect(async () => store.ensure(sampleProjection(bad))).rejects.toThrow('a name is snake case');
      }
    });

    test('answers a row as it was written, values of every kind', async () => {
      const projection = await fresh('every_kind');
      const row = sampleRow('k', {
        stage: '取下げ "x" \' \\ 🧵',
        order: Number.MAX_SAFE_INTEGER,
        isUrgent: true,
        dueAt: '2026-04-01T00:00:00.000Z',
        dueDay: '2026-04-01',
        tags: ['b', 'a,{}"'],
        ranks: [3, -1],
        more: { b: [1.5, null, { c: '\u0000' }], a: true },
        name: sealedName,
      });
      const change = writing(row, { position: 2 ** 52, revision: 3 });
      await store.commit(projection, { expected: undefined, checkpoint: checkpointAt(1), changes: [change] });
      expect(await rowsOf(projection, ['k'])).toEqual([{ key: 'k', row, position: 2 ** 52, revision: 3 }]);
    });

    test('replaces and deletes rows; what a row is found by goes with it', async () => {
      const projection = await fresh('replaced');
      const tokens = ['old'];
      const [first, second] = [checkpointAt(1), checkpointAt(2)];
      const rows = ['a', 'b', 'c'].map((id) => writing(sampleRow(id), { tokens }));
      await store.commit(projection, { expected: undefined, checkpoint: first, changes: rows });
      const changes = [
        writing(sampleRow('a', { order: 2 }), { position: 2, revision: 1, tokens: ['new'] }),
        { ...writing(sampleRow('b'), { position: 2 }), row: undefined },
      ];
      await store.commit(projection, { expected: first, checkpoint: second, changes });
      const loaded = await store.load(projection, ['a', 'b', 'c', 'z']);
      expect([...loaded.values()].sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
        { key: 'a', row: sampleRow('a', { order: 2 }), position: 2, revision: 1 },
        { key: 'c', row: sampleRow('c'), position: 1, revision: null },
      ]);
      const found = (token: string) =>
        store.snapshot(async (snapshot) => {
          const where = [{ is: 'found', tokens: [token] }] as const;
          const page = { where, order: { column: 'id', descending: false }, limit: 9 };
          return (await snapshot.page(projection, page)).map(({ key }) => key);
        });
      expect([await found('old'), await found('new')]).toEqual([['c'], ['a']]);
    });

    test('loads rows by the value of a column', async () => {
      const projection = await fresh('by_value');
      const changes = ['x', 'y', 'x', 'z'].map((stage, index) => writing(sampleRow(`r${index}`, { stage })));
      await store.commit(projection, { expected: undefined, checkpoint: checkpointAt(1), changes });
      const keys = [...(await store.loadWhere(projection, 'stage', ['x', 'z', 'none'])).keys()].sort();
      expect(keys).toEqual(['r0', 'r2', 'r3']);
    });

    test('writes thousands of rows in one batch', async () => {
      const projection = await fresh('many');
      const changes = Array.from({ length: 5000 }, (_, index) => writing(sampleRow(`r${index}`), { tokens: ['t'] }));
      await store.commit(projection, { expected: undefined, checkpoint: checkpointAt(1), changes });
      expect(
        (
          await store.load(
            projection,
            changes.map(({ key }) => key),
          )
        ).size,
      ).toBe(5000);
    });

    test('commits rows only with the checkpoint it expects, and else nothing', async () => {
      const projection = await fresh('compared');
      const [first, second] = [checkpointAt(1), checkpointAt(2)];
      const wrong = [checkpointAt(3), { position: 1, eventId: 'another' }];
      const changes = [writing(sampleRow('a'))];
      await store.commit(projection, { expected: undefined, checkpoint: first, changes: [] });
      for (const expected of [undefined, ...wrong]) {
        const refused = await store
          .commit(projection, { expected, checkpoint: second, changes })
          .catch((error: unknown) => error);
        expect(refused).toBeInstanceOf(CheckpointMoved);
      }
      expect(await rowsOf(projection, ['a'])).toEqual([]);
      expect((await statusOf(projection))?.checkpoint).toEqual(first);
      await store.commit(projection, { expected: first, checkpoint: second, changes });
      expect((await statusOf(projection))?.checkpoint).toEqual(second);
    });

    test('moves no checkpoint when a row cannot be written', async () => {
      const projection = await fresh('whole');
      const changes = [writing(sampleRow('a')), writing(sampleRow('b', { stage: null }))];
      await expect(
        store.commit(projection, { expected: undefined, checkpoint: checkpointAt(1), changes }),
      ).rejects.toThrow();
      expect((await statusOf(projection))?.checkpoint).toBeUndefined();
      expect(await rowsOf(projection, ['a'])).toEqual([]);
    });

    test('moves checkpoints that no row comes with together, but for one that stands elsewhere', async () => {
      const both = [await fresh('one_moved'), await fresh('other_moved')] as const;
      const move = (projection: Projection, from: number | undefined, to: number) => {
        const expected = from === undefined ? undefined : checkpointAt(from);
        return store.commit(projection, { expected, checkpoint: checkpointAt(to), changes: [] });
      };
      await Promise.all([move(both[0], undefined, 3), move(both[1], undefined, 4)]);
      const [moved, refused] = await Promise.allSettled([move(both[0], 3, 5), move(both[1], 3, 5)]);
      expect(moved.status).toBe('fulfilled');
      expect(refused).toMatchObject({ reason: expect.any(CheckpointMoved) as unknown });
      const checkpoints = await Promise.all(both.map(async (projection) => (await statusOf(projection))?.checkpoint));
      expect(checkpoints).toEqual([checkpointAt(5), checkpointAt(4)]);
    });

    test('lets one of two win who commit from the same checkpoint', async () => {
      const projection = await fresh('contested');
      const other = await open();
      const attempt = (from: ReadModelStore, position: number) =>
        from.commit(projection, { expected: undefined, checkpoint: checkpointAt(position), changes: [] });
      const outcomes = await Promise.allSettled([attempt(store, 1), attempt(other, 2)]);
      await other.close();
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    test('a snapshot sees nothing that is committed while it lasts', async () => {
      const projection = await fresh('snapshots');
      const first = checkpointAt(1);
      await store.commit(projection, { expected: undefined, checkpoint: first, changes: [] });
      await store.snapshot(async (snapshot) => {
        const before = await snapshot.status('snapshots');
        const changes = [writing(sampleRow('a'))];
        await store.commit(projection, { expected: first, checkpoint: checkpointAt(2), changes });
        expect(await snapshot.row(projection, 'a')).toBeUndefined();
        expect(await snapshot.status('snapshots')).toEqual(before);
      });
      expect(await store.snapshot((snapshot) => snapshot.row(projection, 'a'))).toEqual({
        key: 'a',
        row: sampleRow('a'),
        position: 1,
        revision: null,
      });
    });

    test('a look answers what a page of a snapshot does', async () => {
      const projection = await fresh('looked_into');
      const changes = ['b', 'a', 'c'].map((key) => writing(sampleRow(key)));
      await store.commit(projection, { expected: undefined, checkpoint: checkpointAt(1), changes });
      const column = projection.table.keyColumn;
      const where = [{ is: 'oneOf' as const, column, values: ['c', 'a', 'none'] }];
      const query = { where, order: { column, descending: true }, limit: 2 };
      const looked = await store.look(projection, query);
      expect(looked.map(({ row }) => row)).toEqual([sampleRow('c'), sampleRow('a')]);
      expect(looked).toEqual(await store.snapshot((snapshot) => snapshot.page(projection, query)));
    });

    test('answers what is kept beside the rows, in order, with where its row changed last in either version', async () => {
      const [projection, later] = [await fresh('kept_beside'), await fresh('kept_beside', 2)];
      const expected = undefined;
      const written = [writing(sampleRow('b'), { tokens: ['t2', 't1'] }), writing(sampleRow('a'), { tokens: ['t2'] })];
      await store.commit(projection, { expected, checkpoint: checkpointAt(1), changes: written });
      const changes = [writing(sampleRow('a'), { position: 7 })];
      await store.commit(later, { expected, checkpoint: checkpointAt(7), changes });
      const [tokens] = keptBeside(projection);
      const entries = (limit: number, after?: readonly [string, string]) =>
        store.snapshot((snapshot) => snapshot.entries(projection, tokens!, { other: later, after, limit }));
      const all = [
        { values: ['a', 't2'], key: 'a', position: 7 },
        { values: ['b', 't1'], key: 'b', position: 1 },
        { values: ['b', 't2'], key: 'b', position: 1 },
      ];
      expect([await entries(9), await entries(2)]).toEqual([all, all.slice(0, 2)]);
      expect([await entries(9, ['b', 't1']), await entries(9, ['b', 't2'])]).toEqual([all.slice(2), []]);
    });

    test('answers more snapshots at once than it has connections, also after one threw', async () => {
      const projection = await fresh('crowded');
      await expect(store.snapshot(() => Promise.reject(new Error('thrown')))).rejects.toThrow('thrown');
      const answers = await Promise.all(
        Array.from({ length: 40 }, () => store.snapshot((snapshot) => snapshot.row(projection, 'none'))),
      );
      expect(answers).toEqual(Array.from({ length: 40 }, () => undefined));
    });

    projectionLifeContract(() => store);

    pageContract(() => store);
    quickPagesContract(() => store);
    changesContract(() => store, open);
    severalTablesContract(() => store);
  });
}
