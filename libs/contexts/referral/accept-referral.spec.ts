import { ConsentGiven } from '#events/consent';
import { ReferralAccepted, ReferralRouted } from '#events/referral';
import { consent } from '#contexts/consent';
import { actor, given } from '#contexts/testing';
import { acceptReferral } from './accept-referral.ts';
import {
  acknowledged,
  clientId,
  consentGiven,
  consentId,
  referralId,
  referredToTriage,
  stagesBut,
  taken,
  until,
} from './referral-story.fixture.ts';
import { referral } from './referral.ts';

const command = { referralId, consentId, message: '支援します' };
const by = actor('iesc.advisor');
const items = ['company_identity', 'contact', 'headcount', 'reason'];
const opening = { clientId, openedBy: 'nasilc-22', consentId, items };

const underReview = given(referral, referralId, ...until.under_review);
const underReviewWithConsent = underReview.and(consent, consentId, consentGiven);
const consentWith = (terms: Partial<typeof consentGiven.data>) =>
  underReview.and(consent, consentId, ConsentGiven({ ...consentGiven.data, ...terms }));

test('a referral under review is accepted: what the consent names opens to the office', async () => {
  const [event] = await underReviewWithConsent
    .when(acceptReferral, command, { by })
    .thenFacts(ReferralAccepted({ message: '支援します', ...opening, openedTo: 'iesc-22' }));
  expect(event!.metadata).toMatchObject({
    streamsRead: { [`consent-${consentId}`]: 0 },
    consentIds: [consentId],
    prefecture: '22',
    $correlationId: referralId,
  });
});

test('a message is not needed', () =>
  underReviewWithConsent
    .when(acceptReferral, { referralId, consentId }, { by: actor('iesc.office_manager') })
    .thenFacts(ReferralAccepted({ message: null, ...opening, openedTo: 'iesc-22' })));

test('one that is still in triage opens to headquarters', () =>
  given(referral, referralId, referredToTriage, acknowledged, taken)
    .and(consent, consentId, consentGiven)
    .when(acceptReferral, { referralId, consentId }, { by: actor('iesc.advisor', 'iesc-hq') })
    .thenFacts(ReferralAccepted({ message: null, ...opening, openedTo: 'iesc-hq' })));

test('one that triage has routed opens to the office found', () =>
  given(referral, referralId, referredToTriage, ReferralRouted({ officeId: 'iesc-23', prefecture: '23' }))
    .and(referral, referralId, acknowledged, taken)
    .and(consent, consentId, consentGiven)
    .when(acceptReferral, { referralId, consentId }, { by: actor('iesc.advisor', 'iesc-23') })
    .thenFacts(ReferralAccepted({ message: null, ...opening, openedTo: 'iesc-23' })));

test('not on another consent than the referral’s', () =>
  underReviewWithConsent
    .when(acceptReferral, { ...command, consentId: clientId }, { by })
    .thenRefused('ANOTHER_CONSENT'));

test.each([
  ['was given for another purpose', consentWith({ purpose: 'support' })],
  ['is towards another recipient', consentWith({ recipients: ['association'] })],
  ['is another client’s', consentWith({ clientId: referralId })],
  ['does not hold yet', consentWith({ from: '2025-11-07' })],
  ['has ended', consentWith({ until: '2025-11-05' })],
  ['was never recorded', underReview],
])('not when the consent %s', (_, story) =>
  story.when(acceptReferral, command, { by }).thenRefused('CONSENT_DOES_NOT_COVER', { path: 'consentId' }),
);

test('not when the consent does not let the company be named', () =>
  consentWith({ items: ['headcount'] })
    .when(acceptReferral, command, { by })
    .thenRefused('CONSENT_DOES_NOT_NAME', { path: 'consentId' }));

test('what the consent does not name does not open', () =>
  consentWith({ items: ['company_identity'] })
    .when(acceptReferral, command, { by })
    .thenFacts(
      ReferralAccepted({ message: '支援します', ...opening, items: ['company_identity'], openedTo: 'iesc-22' }),
    ));

test('the consent’s last day counts to its end in Tokyo', () =>
  consentWith({ until: '2025-11-06' })
    .at('2025-11-06T14:59:59.999Z')
    .when(acceptReferral, command, { by })
    .thenFacts(ReferralAccepted({ message: '支援します', ...opening, openedTo: 'iesc-22' })));

test('and no longer', () =>
  consentWith({ until: '2025-11-06' })
    .at('2025-11-06T15:00:00.000Z')
    .when(acceptReferral, command, { by })
    .thenRefused('CONSENT_DOES_NOT_COVER', { path: 'consentId' }));

test.each(stagesBut('under_review'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .and(consent, consentId, consentGiven)
    .when(acceptReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by intake', () =>
  underReviewWithConsent.when(acceptReferral, command, { by: actor('iesc.intake') }).thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office, for which there is no such referral', () =>
  underReviewWithConsent
    .when(acceptReferral, command, { by: actor('iesc.advisor', 'iesc-23') })
    .thenRefused('NOT_FOUND'));
