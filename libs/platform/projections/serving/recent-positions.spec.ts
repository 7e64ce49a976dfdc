import type { Positions } from '../store/read-model-store.ts';
import { RecentPositions } from './recent-positions.ts';

/** Looks that are answered when they are told to be, in turn. */
function looks() {
  const begun: PromiseWithResolvers<Positions>[] = [];
  const lookUp = () => {
    const look = Promise.withResolvers<Positions>();
    begun.push(look);
    return look.promise;
  };
  return { begun, lookUp };
}

const [before, after] = [1, 2].map((position): Positions => new Map([['things 1', position]]));

test('who asks while a look is under way shares it, and who asks soon after it', async () => {
  const { begun, lookUp } = looks();
  const recent = new RecentPositions(lookUp, 60_000);
  const asked = [recent.positions(), recent.positions()];
  begun[0]!.resolve(before!);
  expect(await Promise.all([...asked, recent.positions()])).toEqual([before, before, before]);
  expect(begun).toHaveLength(1);
});

test('later there is another', async () => {
  const { begun, lookUp } = looks();
  const recent = new RecentPositions(lookUp, 0);
  const first = recent.positions();
  begun[0]!.resolve(before!);
  await first;
  const second = recent.positions();
  begun[1]!.resolve(after!);
  expect(await second).toBe(after);
});

test('one that fails, fails for those who share it alone', async () => {
  const { begun, lookUp } = looks();
  const recent = new RecentPositions(lookUp, 60_000);
  const asked = Promise.allSettled([recent.positions(), recent.positions()]);
  begun[0]!.reject(new Error('away'));
  expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = recent.positions();
  begun[1]!.resolve(after!);
  expect(await next).toBe(after);
});
