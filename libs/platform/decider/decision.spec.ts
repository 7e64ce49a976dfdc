import { CloseThing, thing, ThingClosed, ThingRenamed } from './sample-things.fixture.ts';
import { decisionsUnder } from './decision.ts';

test('a decision names the events it may state, and the compiler holds it to them', () => {
  const misnamed = decisionsUnder<{ readonly version: string }>()(thing, CloseThing, {
    by: ['maker'],
    from: ['open'],
    emits: [ThingRenamed],
    // @ts-expect-error ThingClosed is not named.
    decide: () => [ThingClosed({ reason: 'done' })],
  });
  expect(misnamed.emits).toEqual([ThingRenamed]);
});
