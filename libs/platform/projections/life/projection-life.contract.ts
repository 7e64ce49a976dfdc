import { sampleProjection, checkpointAt, sampleRow, writing } from '../contract/sample-projection.ts';
import type { ReadModelStore } from '../store/read-model-store.ts';
import { rebuildOf } from './kept-versions.ts';

/** What is kept of the life of projections, the same in every store. */
export function projectionLifeContract(theStore: () => ReadModelStore): void {
  const standing = async (name: string) =>
    (await theStore().snapshot((snapshot) => snapshot.status(name))).map(
      ({ version, state, serves }) => `${version} ${state}${serves ? ' serves' : ''}`,
    );
  const at = async (name: string, version: number, position: number) => {
    const projection = sampleProjection(name, version);
    await theStore().ensure(projection);
    const changes = [writing(sampleRow(`row of ${version}`))];
    await theStore().commit(projection, { expected: undefined, checkpoint: checkpointAt(position), changes });
    return projection;
  };

  describe('the life of projections', () => {
    test('a version is promoted when it is not behind the one that serves, which is fed on', async () => {
      const { life } = theStore();
      const [old, next] = [await at('promoted', 1, 7), await at('promoted', 2, 6)];
      await life.setState(old, 'live');
      await expect(life.promote(next)).rejects.toThrow('Version 2 of promoted is new, not verifying.');
      await life.setState(next, 'verifying');
      await expect(life.promote(next)).rejects.toThrow(
        'Version 2 of promoted has come to position 6, the one that serves to 7.',
      );
      expect(await standing('promoted')).toEqual(['2 verifying', '1 live serves']);
      await theStore().commit(next, { expected: checkpointAt(6), checkpoint: checkpointAt(7), changes: [] });
      await life.promote(next);
      expect(await standing('promoted')).toEqual(['2 live serves', '1 verifying']);
      await life.promote(old);
      expect(await standing('promoted')).toEqual(['2 verifying', '1 live serves']);
    });

    test('a version that stopped while it served goes on serving until another is promoted', async () => {
      const { life } = theStore();
      const [old, next] = [await at('stopped', 1, 7), await at('stopped', 2, 7)];
      await life.setState(old, 'live');
      const failure = { eventId: 'e', eventType: 'T', position: 8, message: 'no', stack: 'at x' };
      await life.setState(old, 'failed', failure);
      expect(await standing('stopped')).toEqual(['2 new', '1 failed serves']);
      expect((await life.statusOf(old))?.lastError).toEqual(failure);
      await life.setState(next, 'verifying');
      await life.promote(next);
      expect(await standing('stopped')).toEqual(['2 live serves', '1 failed']);
    });

    test('a retired version has no tables; made again it begins anew', async () => {
      const { life } = theStore();
      const [old, next] = [await at('retired', 1, 7), await at('retired', 12, 7)];
      await life.setState(old, 'live');
      await expect(life.retire(old)).rejects.toThrow('Version 1 of retired serves: promote another one first.');
      await life.setState(next, 'live');
      await life.retire(old);
      expect(await standing('retired')).toEqual(['12 live serves', '1 retired']);
      await expect(theStore().load(old, ['row of 1'])).rejects.toThrow('retired__v1');
      expect((await theStore().load(next, ['row of 12'])).size).toBe(1);
      expect(await theStore().ensure(old)).toMatchObject({ state: 'new', checkpoint: undefined });
      expect((await theStore().load(old, ['row of 1'])).size).toBe(0);
    });

    test('a rebuild stands beside the version it is of, unseen, and takes its place', async () => {
      const { life } = theStore();
      const version = await at('rebuilt', 1, 7);
      await life.setState(version, 'live');
      for (const [round, number] of [
        [1, 1],
        [2, 2],
      ]) {
        const rebuild = rebuildOf(version, await life.nextRebuild(version));
        expect(rebuild.rebuild).toBe(number);
        await theStore().ensure(rebuild);
        const changes = [writing(sampleRow(`rebuild ${round}`))];
        const parked = { streamId: 's', stream: 'thing-s', revision: 0, position: 6, eventId: 'e' } as const;
        await theStore().commit(rebuild, {
          ...{ expected: undefined, checkpoint: checkpointAt(6), changes },
          parking: { parked: [{ ...parked, eventType: 'T', message: 'no', stack: null }] },
        });
        expect([await standing('rebuilt'), (await life.rebuilds()).map(({ name }) => name)]).toEqual([
          ['1 live serves'],
          ['rebuilt'],
        ]);
        await expect(life.replaceByRebuild(rebuild)).rejects.toThrow(
          'The rebuild of rebuilt has come to 6, it itself to 7',
        );
        await theStore().commit(rebuild, { expected: checkpointAt(6), checkpoint: checkpointAt(7), changes: [] });
        await life.replaceByRebuild(rebuild);
        const keys = await theStore().load(version, ['row of 1', 'rebuild 1', 'rebuild 2']);
        expect([...keys.keys()]).toEqual([`rebuild ${round}`]);
        expect(await life.parked('rebuilt')).toMatchObject([{ version: 1, position: 6 }]);
        expect([await standing('rebuilt'), await life.rebuilds()]).toEqual([['1 live serves'], []]);
      }
    });

    test('what a batch parks is committed with it, and released with the rows of its stream', async () => {
      const { life } = theStore();
      const projection = await at('parked', 1, 1);
      const event = { streamId: 's', stream: 'thing-s', revision: 3, position: 9 } as const;
      const failure = { eventId: 'e', eventType: 'T', message: 'no', stack: null };
      const behind = { ...event, revision: 4, position: 2 ** 52 };
      const parking = { parked: [{ ...event, ...failure }], queued: [behind] };
      const [before, after] = [checkpointAt(1), checkpointAt(2)];
      await expect(
        theStore().commit(projection, { expected: after, checkpoint: after, changes: [], parking }),
      ).rejects.toThrow('expected position 2');
      expect(await life.parked('parked')).toEqual([]);
      await theStore().commit(projection, { expected: before, checkpoint: after, changes: [], parking });
      const parkedAt = (await life.statusOf(projection))!.updatedAt;
      expect(await life.parked('parked')).toEqual([{ version: 1, ...event, ...failure, parkedAt, queuedBehind: 1 }]);
      expect(await life.queue(projection, 's')).toEqual([event, behind]);
      expect([...(await life.parkedIds(projection))]).toEqual(['s']);
      expect((await life.statusOf(projection))?.parked).toBe(1);
      await theStore().commit(projection, {
        ...{ expected: after, checkpoint: after, changes: [] },
        parking: { released: ['s'] },
      });
      expect([await life.parked('parked'), await life.queue(projection, 's')]).toEqual([[], []]);
    });

    test('orders are found until they are settled', async () => {
      const { life } = theStore();
      const wish = { name: 'ordered', version: null, action: 'retry', stream: 's', orderedBy: 'operator' } as const;
      const first = await life.order(wish);
      const second = await life.order({ ...wish, version: 2, action: 'verify', stream: null });
      const open = async () => (await life.openOrders()).filter(({ name }) => name === 'ordered').map(({ id }) => id);
      expect([...(await open())].sort()).toEqual([first.id, second.id].sort());
      await life.settle(first.id, 'refused', 'not possible');
      expect(await open()).toEqual([second.id]);
      const settledAt = first.orderedAt;
      expect(await life.orderOf(first.id)).toEqual({ ...first, state: 'refused', answer: 'not possible', settledAt });
      expect(await life.orderOf('unknown')).toBeUndefined();
    });
  });
}
