import { ParkedEventDiscarded } from '#events/upkeep';
import { actor, given } from '#contexts/testing';
import { DISCARD, projectionIdOf } from '#platform/projections';
import { discardParkedEvent } from './discard-parked-event.ts';
import { projectionUpkeep } from './projection-upkeep.ts';

const by = actor('system_admin');
const projection = 'iesc_incoming_referrals';
const eventId = '0b6c1d9e-43a1-4c57-9b1f-0000000000e1';
const another = '0b6c1d9e-43a1-4c57-9b1f-0000000000e2';
const command = { projection, version: 2, eventId, explanation: '移行元の誤記録' };
const discarded = ParkedEventDiscarded(command);
const before = given(projectionUpkeep, projectionIdOf(projection), discarded);

test('an event is discarded, in the stream that the projection heeds', async () => {
  const [recorded] = await given().when(discardParkedEvent, command, { by }).thenFacts(discarded);
  expect([recorded!.stream, recorded!.type]).toEqual([`projection-${projectionIdOf(projection)}`, DISCARD]);
  expect(JSON.stringify(recorded)).not.toContain(command.explanation);
});

test.each([
  ['another event', { ...command, eventId: another }],
  ['the same event in another version', { ...command, version: 1 }],
])('%s may be discarded too', (_, further) =>
  before.when(discardParkedEvent, further, { by }).thenFacts(ParkedEventDiscarded(further)),
);

test('once is enough: the explanation that was given stays', () =>
  before.when(discardParkedEvent, { ...command, explanation: 'another' }, { by }).thenRefused('ALREADY_DISCARDED'));

test('of another projection it is said apart', async () => {
  const elsewhere = { ...command, projection: 'referral_detail' };
  const [recorded] = await before
    .when(discardParkedEvent, elsewhere, { by })
    .thenFacts(ParkedEventDiscarded(elsewhere));
  expect(recorded!.revision).toBe(0);
});

test.each(['auditor', 'iesc.hq_coordinator', 'process'] as const)('not by %s', (role) =>
  given()
    .when(discardParkedEvent, command, { by: actor(role) })
    .thenRefused('ROLE_NOT_ALLOWED'),
);
