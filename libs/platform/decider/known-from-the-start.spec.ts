import { aggregate, decisionsUnder, Refusal, type Decision } from './index.ts';
import {
  closeThing,
  CloseThing,
  commandOf,
  contextOf,
  openDoor,
  thing,
  thingId,
  ThingClosed,
} from './sample-things.fixture.ts';

/** A thing that reference data knows: it is open before its first event. */
const known = aggregate({ ...thing, initialState: { stage: 'open', owner: '-', office: '-', names: 0 } });
const rules = { by: ['maker'], emits: [ThingClosed], openToAll: true } as const;
const decision = decisionsUnder();
const close = decision(known, CloseThing, {
  ...rules,
  from: ['open', 'closed'],
  decide: (_, { stage }) => (stage === 'closed' ? [] : [ThingClosed({ reason: 'done' })]),
});
class ReopenThing extends CloseThing {}
const reopen = decision(known, ReopenThing, { ...rules, from: ['closed'], decide: () => [] });

let door: ReturnType<typeof openDoor>['door'];
beforeEach(() => {
  ({ door } = openDoor(undefined, { decisions: [close, reopen] }));
});
const issue = (which: Decision, name: string) => door.issue(which, commandOf(CloseThing, { thingId }), contextOf(name));

test('a thing known from the start is acted upon, not made: its first event creates nothing', async () => {
  const closed = await issue(close, 'close');
  expect(closed).toMatchObject({ revision: 0, events: ['ThingClosed'], created: false });
  expect(await issue(close, 'close')).toEqual(closed);
  expect(await issue(close, 'close again')).toMatchObject({ revision: 0, events: [], created: false });
});

test('and is there to be told at which stage it is', async () => {
  const refusal: unknown = await issue(reopen, 'reopen').catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ code: 'NOT_ALLOWED', details: { id: thingId, currentStage: 'open' } });
});

test('one that is not is not found', async () => {
  const refusal: unknown = await issue(closeThing, 'close').catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'NOT_FOUND' });
});
