import type { ProjectionState } from '../store/read-model-store.ts';
import { PositionWaits } from '../serving/position-waits.ts';
import { groupCounts, things } from '../contract/sample-things.ts';
import { Settling } from './settling.ts';

const feedOf = (
  projection: typeof things,
  more: { readonly isAhead?: boolean; readonly isToBeSettled?: boolean; readonly state?: ProjectionState } = {},
) => ({
  ...{ projection, state: 'live' as ProjectionState, committedPosition: 10, isAhead: true, isToBeSettled: false },
  ...more,
});

function settlingOf(feeds: readonly ReturnType<typeof feedOf>[], restMs: number) {
  const waits = new PositionWaits();
  const progress = feeds.map(({ projection: { name, version } }) => ({ name, version, position: 10, isRunning: true }));
  waits.update(progress);
  const settled: string[] = [];
  const settle = async ({ projection }: { readonly projection: { readonly name: string } }) =>
    void settled.push(projection.name);
  const settling = new Settling({ feeds: new Set(feeds), waits, settle, restMs });
  const commits = async (work: () => Promise<void>) => {
    await work();
    return settled.splice(0);
  };
  return { waits, settling, commits };
}

const [thing, group] = [things.name, groupCounts.name];

test('after a quiet while everything is committed at once, and then what somebody waits for', async () => {
  const { waits, settling, commits } = settlingOf([feedOf(things), feedOf(groupCounts)], Infinity);
  const folded = () => settling.folded();
  expect(await commits(folded)).toEqual([thing, group]);
  expect(await commits(folded)).toEqual([]);
  const waiting = waits.waitFor(11, 60_000, group);
  expect(await commits(folded)).toEqual([group]);
  expect(await commits(() => settling.awaited())).toEqual([group]);
  expect(await commits(() => settling.all())).toEqual([thing, group]);
  waits.end();
  expect(await waiting).toBe(false);
});

test('when the rest is over everything is committed again', async () => {
  const { settling, commits } = settlingOf([feedOf(things)], 0);
  for (let time = 0; time < 2; time++) expect(await commits(() => settling.folded())).toEqual([thing]);
});

test('nothing is of what is committed, is about to be, or is built', async () => {
  const feeds = [feedOf(things, { isAhead: false }), feedOf(things, { isToBeSettled: true })];
  const built = feedOf(groupCounts, { state: 'building' });
  const { settling, commits } = settlingOf([...feeds, built], 0);
  expect(await commits(() => settling.all())).toEqual([]);
});

test('a look at a quiet time, when there is nothing to commit, begins no rest', async () => {
  const feed = feedOf(things, { isAhead: false });
  const { settling, commits } = settlingOf([feed], Infinity);
  expect(await commits(() => settling.all())).toEqual([]);
  feed.isAhead = true;
  expect(await commits(() => settling.folded())).toEqual([thing]);
});
