import { OfficeCalendarSet } from '#events/directory';
import { office, officeStreamIdOf } from '#contexts/directory';
import { ConsentGiven, ConsentWithdrawn } from '#events/consent';
import { ReferralReopened } from '#events/referral';
import { consent } from '#contexts/consent';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { acceptReferral } from './accept-referral.ts';
import {
  accepted,
  clientId,
  consentGiven,
  consentId,
  referralId,
  reopened,
  stagesBut,
  until,
} from './referral-story.fixture.ts';
import { referral } from './referral.ts';
import { reopenReferral } from './reopen-referral.ts';
import { takeReferral } from './take-referral.ts';

const command = { referralId, reason: 'owner_request', message: '受注が再び減少' };
const by = actor('nasilc.consultant');
const withConsent = (stage: 'declined' | 'withdrawn' | 'lapsed' | 'closed') =>
  given(referral, referralId, ...until[stage]).and(consent, consentId, consentGiven);
const underReview = {
  clientId,
  reason: 'owner_request',
  message: '受注が再び減少',
  stage: 'under_review',
  advisorId: 'iesc-advisor-1',
  decideBy: '2025-11-11T14:59:59.999Z',
  referred: reopened.data.referred,
};
const received = { ...underReview, stage: 'received', advisorId: null, decideBy: null };

test.each(['declined', 'closed'] as const)(
  'one that is %s is under review again with who had it, who decides anew',
  async (stage) => {
    const [event] = await withConsent(stage)
      .when(reopenReferral, command, { by })
      .thenFacts(ReferralReopened(underReview));
    expect(event!.metadata).toMatchObject({
      reasonCode: 'owner_request',
      streamsRead: { [`consent-${consentId}`]: 0 },
    });
  },
);

test.each(['withdrawn', 'lapsed'] as const)('one that nobody had taken when it was %s is received', (stage) =>
  withConsent(stage)
    .when(reopenReferral, { referralId, reason: 'owner_request' }, { by: actor('iesc.office_manager') })
    .thenFacts(ReferralReopened({ ...received, message: null })),
);

test('from then on it goes its way', async () => {
  await withConsent('declined')
    .and(referral, referralId, ReferralReopened(underReview))
    .when(acceptReferral, { referralId, consentId }, { by: actor('iesc.advisor') })
    .thenFacts(accepted);
  await withConsent('lapsed')
    .and(referral, referralId, ReferralReopened(received))
    .when(takeReferral, { referralId }, { by: actor('nasilc.consultant') })
    .thenRefused('ROLE_NOT_ALLOWED');
});

test('on the ninetieth day it is reopened still', () =>
  withConsent('declined')
    .later('2026-02-04T14:59:59.999Z')
    .when(reopenReferral, command, { by })
    .thenFacts(ReferralReopened({ ...underReview, decideBy: '2026-02-10T14:59:59.999Z' })));

test('and no longer', () =>
  given(referral, referralId, ...until.declined)
    .and(consent, consentId, consentGiven)
    .later('2026-02-04T15:00:00.000Z')
    .when(reopenReferral, command, { by })
    .thenRefused('REOPENED_TOO_LATE'));

test.each([
  ['was taken back', [consentGiven, ConsentWithdrawn({ ...exampleOf(ConsentWithdrawn).data, clientId })]],
  ['has ended', [ConsentGiven({ ...consentGiven.data, until: '2025-11-05' })]],
  ['is towards another recipient', [ConsentGiven({ ...consentGiven.data, recipients: ['association'] })]],
])('not when the consent %s', (_, past) =>
  given(referral, referralId, ...until.declined)
    .and(consent, consentId, ...past)
    .when(reopenReferral, command, { by })
    .thenRefused('CONSENT_DOES_NOT_COVER', { path: 'consentId' }),
);

test('not for a reason the agreement does not know', () =>
  withConsent('declined')
    .when(reopenReferral, { ...command, reason: 'weather' }, { by })
    .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

test.each(stagesBut('declined', 'withdrawn', 'lapsed', 'closed'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .and(consent, consentId, consentGiven)
    .when(reopenReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by an advisor', () =>
  withConsent('declined')
    .when(reopenReferral, command, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another consultant, for whom there is no such referral', () =>
  withConsent('declined')
    .when(reopenReferral, command, { by: actor('nasilc.consultant', 'nasilc-22', 'consultant-22-2') })
    .thenRefused('NOT_FOUND'));

test('to be decided on by the calendar of the office', () =>
  withConsent('declined')
    .and(
      office,
      officeStreamIdOf('iesc-22'),
      OfficeCalendarSet({ officeId: 'iesc-22', closures: ['2025-11-07'], cutOffHour: 17 }),
    )
    .when(reopenReferral, command, { by })
    .thenFacts(ReferralReopened({ ...underReview, decideBy: '2025-11-12T14:59:59.999Z' })));
