import type { Projection } from '../definition/definition.ts';
import type { Condition, PageQuery, ReadModelStore } from '../store/read-model-store.ts';
import { checkpointAt, sampleProjection, sampleRow, writing } from './sample-projection.ts';

/** What every store answers to a page's conditions, order and place. */
export function pageContract(theStore: () => ReadModelStore): void {
  const projection = sampleProjection('pages');
  const byKey = { column: 'id', descending: false };
  const keysOf = async (query: Partial<PageQuery>, of: Projection = projection) => {
    const page = { where: [], order: byKey, limit: 100, ...query };
    const rows = await theStore().snapshot((snapshot) => snapshot.page(of, page));
    return rows.map(({ key }) => key);
  };
  const where = (...conditions: Condition[]) => keysOf({ where: conditions });

  describe('a page', () => {
    beforeAll(async () => {
      await theStore().ensure(projection);
      const changes = [
        writing(sampleRow('a', { order: 3, tags: ['x', 'y'], ranks: [1], dueAt: '2026-04-03T00:00:00.000Z' }), {
          tokens: ['t1', 't2'],
        }),
        writing(sampleRow('b', { order: -2, isUrgent: true, tags: ['y'], dueAt: '2026-04-01T00:00:00.000Z' })),
        writing(sampleRow('c', { order: 3, stage: 'declined', ranks: [1, 22] }), { tokens: ['t2'] }),
        writing(sampleRow('d', { order: 10, stage: 'Über', dueAt: '2026-04-01T00:00:00.000Z' })),
        writing(sampleRow('e', { order: 10, stage: '取下げ', isUrgent: true })),
      ];
      await theStore().commit(projection, { expected: undefined, checkpoint: checkpointAt(1), changes });
    });

    test('without a condition has all rows', async () => {
      expect(await where()).toEqual(['a', 'b', 'c', 'd', 'e']);
    });

    test('narrows down by equal values of every kind, and by none', async () => {
      expect(await where({ is: 'equal', column: 'stage', value: '取下げ' })).toEqual(['e']);
      expect(await where({ is: 'equal', column: 'order', value: 3 })).toEqual(['a', 'c']);
      expect(await where({ is: 'equal', column: 'isUrgent', value: true })).toEqual(['b', 'e']);
      expect(await where({ is: 'equal', column: 'isUrgent', value: false })).toEqual(['a', 'c', 'd']);
      expect(await where({ is: 'equal', column: 'dueAt', value: null })).toEqual(['c', 'e']);
      expect(await where({ is: 'equal', column: 'id', value: 'd' })).toEqual(['d']);
    });

    test('narrows down by one of several values, keys included', async () => {
      expect(await where({ is: 'oneOf', column: 'stage', values: ['declined', 'Über'] })).toEqual(['c', 'd']);
      expect(await where({ is: 'oneOf', column: 'order', values: [-2, 10] })).toEqual(['b', 'd', 'e']);
      expect(await where({ is: 'oneOf', column: 'isUrgent', values: [true] })).toEqual(['b', 'e']);
      expect(await where({ is: 'oneOf', column: 'id', values: ['e', 'a', 'z'] })).toEqual(['a', 'e']);
      expect(await where({ is: 'oneOf', column: 'id', values: [] })).toEqual([]);
    });

    test('narrows down by what a list contains', async () => {
      expect(await where({ is: 'containing', column: 'tags', value: 'y' })).toEqual(['a', 'b']);
      expect(await where({ is: 'containing', column: 'ranks', value: 22 })).toEqual(['c']);
      expect(await where({ is: 'containing', column: 'ranks', value: 2 })).toEqual([]);
    });

    test('narrows down by bounds, which no missing value is within', async () => {
      const first = '2026-04-01T00:00:00.000Z';
      expect(await where({ is: 'atLeast', column: 'dueAt', value: first })).toEqual(['a', 'b', 'd']);
      expect(await where({ is: 'atMost', column: 'dueAt', value: first })).toEqual(['b', 'd']);
      expect(await where({ is: 'atLeast', column: 'order', value: 4 })).toEqual(['d', 'e']);
    });

    test('narrows down by search tokens, all of which a row must have', async () => {
      expect(await where({ is: 'found', tokens: ['t2'] })).toEqual(['a', 'c']);
      expect(await where({ is: 'found', tokens: ['t2', 't1'] })).toEqual(['a']);
      expect(await where({ is: 'found', tokens: ['t3'] })).toEqual([]);
    });

    test('joins conditions by and, or, and within each other', async () => {
      const urgent: Condition = { is: 'equal', column: 'isUrgent', value: true };
      const declined: Condition = { is: 'equal', column: 'stage', value: 'declined' };
      const many: Condition = { is: 'atLeast', column: 'order', value: 3 };
      expect(await where({ is: 'any', of: [urgent, declined] })).toEqual(['b', 'c', 'e']);
      expect(await where({ is: 'any', of: [urgent, declined] }, many)).toEqual(['c', 'e']);
      expect(await where({ is: 'any', of: [{ is: 'all', of: [urgent, many] }, declined] })).toEqual(['c', 'e']);
      expect(await where({ is: 'any', of: [] })).toEqual([]);
      expect(await where({ is: 'all', of: [] })).toEqual(['a', 'b', 'c', 'd', 'e']);
    });

    test('is sorted by bytes of text, by size of numbers, then by key; rows without a value come last', async () => {
      const sorted = (column: string, descending = false) => keysOf({ order: { column, descending } });
      expect(await sorted('stage')).toEqual(['c', 'a', 'b', 'd', 'e']);
      expect(await sorted('order')).toEqual(['b', 'a', 'c', 'd', 'e']);
      expect(await sorted('order', true)).toEqual(['e', 'd', 'c', 'a', 'b']);
      expect(await sorted('dueAt')).toEqual(['b', 'd', 'a', 'c', 'e']);
      expect(await sorted('dueAt', true)).toEqual(['a', 'd', 'b', 'e', 'c']);
      expect(await sorted('isUrgent')).toEqual(['a', 'c', 'd', 'b', 'e']);
      expect(await sorted('id', true)).toEqual(['e', 'd', 'c', 'b', 'a']);
    });

    test('goes on after any row, in every order', async () => {
      for (const column of ['id', 'stage', 'order', 'isUrgent', 'dueAt']) {
        for (const descending of [false, true]) {
          const order = { column, descending };
          const whole = await keysOf({ order });
          const walked: string[] = [];
          let after: PageQuery['after'];
          for (;;) {
            const page = { where: [], order, limit: 2, ...(after ? { after } : {}) };
            const rows = await theStore().snapshot((snapshot) => snapshot.page(projection, page));
            walked.push(...rows.map(({ key }) => key));
            const last = rows.at(-1);
            if (!last) break;
            after = { value: last.row[column] as string | number | boolean | null, key: last.key };
          }
          expect([column, descending, walked]).toEqual([column, descending, whole]);
        }
      }
    });

    test('does not know a column that the table has not', async () => {
      await expect(where({ is: 'equal', column: 'id" OR "1', value: 'x' })).rejects.toThrow('pages has no column');
      await expect(keysOf({ order: { column: '_position', descending: false } })).rejects.toThrow('has no column');
    });
  });
}
