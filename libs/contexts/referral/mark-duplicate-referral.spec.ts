import { ClientReferred, CoReferrerInformed, DuplicateReferralMarked } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { markDuplicateReferral } from './mark-duplicate-referral.ts';
import { clientReferred, duplicateMarked, primaryId, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { onItsWayStages, referral } from './referral.ts';

const command = { referralId, primaryId };
const by = actor('iesc.intake');
const markable = [...onItsWayStages, 'on_hold'] as const;
const received = given(referral, referralId, ...until.received);

test.each(markable)('a referral at stage %s ends in the one that goes on', async (stage) => {
  const [event] = await given(referral, referralId, ...until[stage])
    .and(referral, primaryId, ...until.submitted)
    .when(markDuplicateReferral, command, { by })
    .thenFacts(duplicateMarked);
  expect(event!.metadata).toMatchObject({ streamsRead: { [`referral-${primaryId}`]: 0 } });
});

test.each(['case_linked', 'on_hold', 'redirect_pending', 'consent_blocked'] as const)(
  'the one that goes on may be at stage %s',
  (stage) =>
    received
      .and(referral, primaryId, ...until[stage])
      .when(markDuplicateReferral, command, { by: actor('iesc.office_manager') })
      .thenFacts(duplicateMarked),
);

test.each(['outcome_reported', 'closed'] as const)('of one that is %s the outcome is told at once', (stage) =>
  received
    .and(referral, primaryId, ...until[stage])
    .when(markDuplicateReferral, command, { by })
    .thenFacts(
      DuplicateReferralMarked({ ...duplicateMarked.data, outcome: 'established' }),
      CoReferrerInformed({ primaryId, outcome: 'established' }),
    ),
);

test.each(['declined', 'withdrawn', 'lapsed', 'duplicate'] as const)('not of one that is %s', (stage) =>
  received
    .and(referral, primaryId, ...until[stage])
    .when(markDuplicateReferral, command, { by })
    .thenRefused('PRIMARY_ENDED', { path: 'primaryId' }),
);

test('not of itself', () =>
  received
    .when(markDuplicateReferral, { referralId, primaryId: referralId }, { by })
    .thenRefused('DUPLICATE_OF_ITSELF', { path: 'primaryId' }));

test('not of one there is not', () => received.when(markDuplicateReferral, command, { by }).thenRefused('NOT_FOUND'));

test('not of another office’s', () =>
  received
    .and(referral, primaryId, ClientReferred({ ...clientReferred.data, officeId: 'iesc-23', prefecture: '23' }))
    .when(markDuplicateReferral, command, { by })
    .thenRefused('NOT_FOUND'));

test('not of another client’s', () =>
  received
    .and(referral, primaryId, ClientReferred({ ...clientReferred.data, clientId: primaryId }))
    .when(markDuplicateReferral, command, { by })
    .thenRefused('REFERRAL_OF_ANOTHER_CLIENT', { path: 'primaryId' }));

test.each(stagesBut(...markable))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .and(referral, primaryId, ...until.submitted)
    .when(markDuplicateReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by an advisor', () =>
  received.when(markDuplicateReferral, command, { by: actor('iesc.advisor') }).thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office, for which there is no such referral', () =>
  received
    .and(referral, primaryId, ...until.submitted)
    .when(markDuplicateReferral, command, { by: actor('iesc.intake', 'iesc-23') })
    .thenRefused('NOT_FOUND'));
