import { ConsentNarrowed } from '#events/consent';
import { actor, given } from '#contexts/testing';
import {
  clientId,
  consentExpired,
  consentGiven,
  consentId,
  consentNarrowed,
  consentWithdrawn,
  disclosed,
} from './consent-story.fixture.ts';
import { consent } from './consent.ts';
import { narrowConsent } from './narrow-consent.ts';

const command = { consentId, items: ['company_identity'], recipients: ['iesc'], statedBy: '浜名 宏' };
const by = actor('nasilc.consultant');
const holding = given(consent, consentId, consentGiven);
const narrowed = ConsentNarrowed({ clientId, items: ['company_identity'], recipients: ['iesc'], statedBy: '浜名 宏' });

test('fewer items are left in the consent', () => holding.when(narrowConsent, command, { by }).thenFacts(narrowed));

test('fewer recipients too', () =>
  given(consent, consentId, { ...consentGiven, data: { ...consentGiven.data, recipients: ['iesc', 'association'] } })
    .when(narrowConsent, { ...command, items: consentGiven.data.items }, { by: actor('nasilc.pref_liaison') })
    .thenFacts(
      ConsentNarrowed({ clientId, items: consentGiven.data.items, recipients: ['iesc'], statedBy: '浜名 宏' }),
    ));

test('the owner says so to an office that was told something under it', () =>
  given(consent, consentId, consentGiven, disclosed)
    .when(narrowConsent, command, { by: actor('iesc.advisor') })
    .thenFacts(narrowed));

test('to what it is already it is not narrowed again', () =>
  given(consent, consentId, consentGiven, consentNarrowed).when(narrowConsent, command, { by }).thenNothing());

test.each([
  ['an item', { items: ['company_identity', 'need'] }, 'items[1]'],
  ['a recipient', { recipients: ['association'] }, 'recipients[0]'],
])('not by %s that the consent does not hold', (_, change, path) =>
  holding.when(narrowConsent, { ...command, ...change }, { by }).thenRefused('WIDER_THAN_GIVEN', { path }),
);

test('nor by an item it holds no longer', () =>
  given(consent, consentId, consentGiven, consentNarrowed)
    .when(narrowConsent, { ...command, items: ['company_identity', 'contact'] }, { by })
    .thenRefused('WIDER_THAN_GIVEN', { path: 'items[1]' }));

test.each([
  ['withdrawn', consentWithdrawn],
  ['expired', consentExpired],
])('not when it is %s', (stage, ended) =>
  given(consent, consentId, consentGiven, ended)
    .when(narrowConsent, command, { by })
    .thenRefused('NOT_ALLOWED', {
      currentStage: stage,
      availableActions: stage === 'expired' ? ['RenewConsent', 'GiveConsentAgain'] : ['GiveConsentAgain'],
    }),
);

test('not by an office that was told nothing', () =>
  holding.when(narrowConsent, command, { by: actor('iesc.intake') }).thenRefused('NOT_FOUND'));

test('not by headquarters', () =>
  holding.when(narrowConsent, command, { by: actor('iesc.hq_coordinator') }).thenRefused('ROLE_NOT_ALLOWED'));
