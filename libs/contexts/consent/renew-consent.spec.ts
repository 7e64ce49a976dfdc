import { ConsentRenewed } from '#events/consent';
import { actor, given } from '#contexts/testing';
import {
  clientId,
  consentExpired,
  consentGiven,
  consentId,
  consentWithdrawn,
  disclosed,
} from './consent-story.fixture.ts';
import { consent } from './consent.ts';
import { renewConsent } from './renew-consent.ts';

const command = { consentId, until: '2026-11-04', method: 'written', givenBy: '浜名 宏', evidence: '同意書 第2号' };
const by = actor('nasilc.consultant');
const holding = given(consent, consentId, consentGiven);
const terms = {
  clientId,
  until: '2026-11-04',
  method: 'written',
  givenBy: '浜名 宏',
  witness: null,
  evidence: '同意書 第2号',
};

test('the consent holds longer', () => holding.when(renewConsent, command, { by }).thenFacts(ConsentRenewed(terms)));

test('also one that had expired', () =>
  given(consent, consentId, consentGiven, consentExpired)
    .when(renewConsent, command, { by: actor('nasilc.pref_liaison') })
    .thenFacts(ConsentRenewed(terms)));

test('an office that was told something under it records the owner’s word', () =>
  given(consent, consentId, consentGiven, disclosed)
    .when(renewConsent, command, { by: actor('iesc.office_manager') })
    .thenFacts(ConsentRenewed(terms)));

test('given orally it needs a witness', async () => {
  const oral = { consentId, until: '2026-11-04', method: 'oral', givenBy: '浜名 宏' };
  await holding.when(renewConsent, oral, { by }).thenRefused('WITNESS_REQUIRED', { path: 'witness' });
  await holding
    .when(renewConsent, { ...oral, witness: '大石 美咲' }, { by })
    .thenFacts(ConsentRenewed({ ...terms, method: 'oral', witness: '大石 美咲', evidence: null }));
});

test('not in a form the agreement does not know', () =>
  holding.when(renewConsent, { ...command, method: 'fax' }, { by }).thenRefused('UNKNOWN_CODE', { path: 'method' }));

test('not to the day on which it ends anyway', () =>
  holding.when(renewConsent, { ...command, until: '2026-05-04' }, { by }).thenRefused('NOT_LONGER', { path: 'until' }));

test('it may be renewed to this day', () =>
  given(consent, consentId, consentGiven, consentExpired)
    .at('2026-05-20T01:00:00.000Z')
    .when(renewConsent, { ...command, until: '2026-05-20' }, { by })
    .thenFacts(ConsentRenewed({ ...terms, until: '2026-05-20' })));

test('not to a day that is past', () =>
  given(consent, consentId, consentGiven, consentExpired)
    .at('2026-05-20T01:00:00.000Z')
    .when(renewConsent, { ...command, until: '2026-05-19' }, { by })
    .thenRefused('NOT_LONGER', { path: 'until' }));

test('not when the owner has taken it back: it has to be given again', () =>
  given(consent, consentId, consentGiven, consentWithdrawn)
    .when(renewConsent, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'withdrawn', availableActions: ['GiveConsentAgain'] }));

test('not by an office that was told nothing', () =>
  holding.when(renewConsent, command, { by: actor('iesc.intake') }).thenRefused('NOT_FOUND'));

test('not by headquarters', () =>
  holding.when(renewConsent, command, { by: actor('iesc.hq_coordinator') }).thenRefused('ROLE_NOT_ALLOWED'));
