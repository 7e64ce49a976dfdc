import type { Clock } from '#platform/clock';
import { key, list, text } from '../definition/column.ts';
import { type Projection, projectionsOver, table } from '../definition/definition.ts';
import type { Change, ChangeRange, Condition, ReadModelStore, Row, RowChange } from '../store/read-model-store.ts';
import { checkpointAt } from './sample-projection.ts';

const projection = projectionsOver<object>();

/** Rows of an office, with readers. */
function cases(name: string): Projection {
  return projection({
    name,
    version: 1,
    audience: 'both',
    table: table({ id: key(), office: text(), readers: list(text()), note: text().nullable() }),
    scope: { offices: ['office'], persons: ['readers'] },
    on: {},
  });
}

const theCase = (id: string, office: string, readers: readonly string[] = [], note: string | null = null): Row => ({
  id,
  office,
  readers,
  note,
});
const everything: ChangeRange = { after: { position: 0 }, upTo: 1000, limit: 100 };
const DAY = 24 * 60 * 60 * 1000;

/** What every store answers of what changed and what is gone. */
export function changesContract(
  theStore: () => ReadModelStore,
  open: (clock?: Clock) => Promise<ReadModelStore>,
): void {
  describe('changes', () => {
    /** Writes rows (undefined: deletes) at a position, as the engine does. */
    class Written {
      readonly #rows = new Map<string, Row>();
      #at: number | undefined;

      constructor(
        readonly of: Projection,
        readonly store: ReadModelStore = theStore(),
      ) {}

      async start(): Promise<this> {
        await this.store.ensure(this.of);
        await this.store.setState(this.of, 'live');
        return this;
      }

      async at(position: number, rows: readonly (readonly [id: string, row: Row | undefined])[]): Promise<void> {
        const changes = rows.map(([id, row]): RowChange => {
          const before = this.#rows.get(id);
          if (row) this.#rows.set(id, row);
          else this.#rows.delete(id);
          return { key: id, row, before, position, revision: null, tokens: [] };
        });
        const expected = this.#at === undefined ? undefined : checkpointAt(this.#at);
        await this.store.commit(this.of, { expected, checkpoint: checkpointAt(position), changes });
        this.#at = position;
      }

      changed(range: Partial<ChangeRange> = {}): Promise<readonly Change[]> {
        return this.store.snapshot((snapshot) => snapshot.changed(this.of, { ...everything, ...range }));
      }

      gone(where: readonly Condition[] = [], range: Partial<ChangeRange> = {}): Promise<readonly Change[]> {
        return this.store.snapshot((snapshot) => snapshot.gone(this.of, where, { ...everything, ...range }));
      }

      reach(): Promise<number> {
        return this.store.snapshot((snapshot) => snapshot.reach(this.of));
      }
    }

    test('rows come in order of their last change, then of their key, from any of them on', async () => {
      const written = await new Written(cases('changed_in_order')).start();
      await written.at(
        1,
        ['b', 'a', 'd'].map((id) => [id, theCase(id, 'x')]),
      );
      await written.at(2, [['c', theCase('c', 'x')]]);
      await written.at(3, [['a', theCase('a', 'x', [], 'changed')]]);
      const all = [
        { key: 'b', position: 1 },
        { key: 'd', position: 1 },
        { key: 'c', position: 2 },
        { key: 'a', position: 3 },
      ];
      expect(await written.changed()).toEqual(all);
      for (const [index, { key, position }] of all.entries()) {
        expect(await written.changed({ after: { position, key } })).toEqual(all.slice(index + 1));
      }
      expect(await written.changed({ after: { position: 1 } })).toEqual(all.slice(2));
      expect(await written.changed({ upTo: 2 })).toEqual(all.slice(0, 3));
      expect(await written.changed({ limit: 1 })).toEqual(all.slice(0, 1));
    });

    test('what is gone is told to those who saw it: deleted, or moved away from them', async () => {
      const written = await new Written(cases('gone')).start();
      const seenBy = (office: string, reader: string): Condition[] => [
        {
          is: 'any',
          of: [
            { is: 'equal', column: 'office', value: office },
            { is: 'containing', column: 'readers', value: reader },
          ],
        },
      ];
      await written.at(1, [
        ['deleted', theCase('deleted', 'tokyo', ['mia'])],
        ['moved', theCase('moved', 'tokyo')],
        ['withdrawn', theCase('withdrawn', 'nagoya', ['mia', 'ken'])],
        ['shared', theCase('shared', 'osaka', ['mia'])],
        ['noted', theCase('noted', 'tokyo', ['mia'])],
      ]);
      await written.at(2, [
        ['deleted', undefined],
        ['moved', theCase('moved', 'osaka')],
        ['withdrawn', theCase('withdrawn', 'nagoya', ['ken'])],
        ['shared', theCase('shared', 'osaka', ['mia', 'ken'])],
        ['noted', theCase('noted', 'tokyo', ['mia'], 'a word')],
        ['made', theCase('made', 'tokyo')],
      ]);
      await written.at(3, [['moved', undefined]]);
      const keys = async (...where: Condition[]) => (await written.gone(where)).map((change) => change.key);
      expect(await written.gone()).toEqual([
        { key: 'deleted', position: 2 },
        { key: 'moved', position: 2 },
        { key: 'withdrawn', position: 2 },
        { key: 'moved', position: 3 },
      ]);
      expect(await keys(...seenBy('tokyo', 'mia'))).toEqual(['deleted', 'moved', 'withdrawn']);
      expect(await keys(...seenBy('osaka', 'nobody'))).toEqual(['moved']);
      expect(await keys(...seenBy('nagoya', 'ken'))).toEqual(['withdrawn']);
      expect(await keys(...seenBy('sendai', 'eve'))).toEqual([]);
      expect(await written.gone([], { after: { position: 2, key: 'deleted' }, limit: 2 })).toEqual([
        { key: 'moved', position: 2 },
        { key: 'withdrawn', position: 2 },
      ]);
    });

    test('nobody has seen a version before it is live: nothing of it is gone, and no older position can be told from', async () => {
      const written = new Written(cases('building'));
      await written.store.ensure(written.of);
      await written.at(4, [['a', theCase('a', 'x')]]);
      await written.at(5, [['a', undefined]]);
      expect([await written.gone(), await written.reach()]).toEqual([[], 5]);
      await written.store.setState(written.of, 'live');
      await written.at(6, [['b', theCase('b', 'x')]]);
      await written.at(7, [['b', undefined]]);
      expect([await written.gone(), await written.reach()]).toEqual([[{ key: 'b', position: 7 }], 5]);
    });

    test('after seven days what is gone is forgotten, and it is known how far back the rest reaches', async () => {
      let now = Date.parse('2026-04-01T00:00:00.000Z');
      const store = await open({ now: () => new Date(now).toISOString() });
      const written = await new Written(cases('forgotten'), store).start();
      await written.at(1, [
        ['a', theCase('a', 'x')],
        ['b', theCase('b', 'x')],
      ]);
      await written.at(2, [['a', undefined]]);
      now += 6 * DAY;
      await written.at(3, [['b', undefined]]);
      expect([(await written.gone()).length, await written.reach()]).toEqual([2, 0]);
      now += DAY + 1;
      await written.at(4, []);
      expect([await written.gone(), await written.reach()]).toEqual([[{ key: 'b', position: 3 }], 2]);
      await store.close();
    });
  });
}
