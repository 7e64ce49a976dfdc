import { ConsentExpired } from '#events/consent';
import { actor, given } from '#contexts/testing';
import {
  clientId,
  consentExpired,
  consentGiven,
  consentId,
  consentRenewed,
  consentWithdrawn,
} from './consent-story.fixture.ts';
import { consent } from './consent.ts';
import { expireConsent } from './expire-consent.ts';

const command = { consentId };
const by = actor('process');
const holding = given(consent, consentId, consentGiven);

test('a consent expires when its last day has ended in Tokyo', () =>
  holding
    .at('2026-05-04T15:00:00.000Z')
    .when(expireConsent, command, { by })
    .thenFacts(ConsentExpired({ clientId, until: '2026-05-04' })));

test('not a millisecond earlier', () =>
  holding.at('2026-05-04T14:59:59.999Z').when(expireConsent, command, { by }).thenRefused('CONSENT_STILL_HOLDS'));

test('not when it was renewed in the meantime', () =>
  given(consent, consentId, consentGiven, consentRenewed)
    .at('2026-05-04T15:00:00.000Z')
    .when(expireConsent, command, { by })
    .thenRefused('CONSENT_STILL_HOLDS'));

test.each([
  ['withdrawn', consentWithdrawn],
  ['expired', consentExpired],
])('not when it is %s', (stage, ended) =>
  given(consent, consentId, consentGiven, ended)
    .at('2026-05-04T15:00:00.000Z')
    .when(expireConsent, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage, availableActions: ['RecordDisclosure'] }),
);

test('not by a person', () =>
  holding.when(expireConsent, command, { by: actor('nasilc.consultant') }).thenRefused('ROLE_NOT_ALLOWED'));
