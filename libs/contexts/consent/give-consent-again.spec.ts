import { ConsentGiven } from '#events/consent';
import { actor, given } from '#contexts/testing';
import {
  consentExpired,
  consentGiven,
  consentId,
  consentNarrowed,
  consentWithdrawn,
  disclosed,
} from './consent-story.fixture.ts';
import { consent } from './consent.ts';
import { giveConsentAgain } from './give-consent-again.ts';

const command = {
  consentId,
  items: ['company_identity', 'need'],
  recipients: ['iesc'],
  from: '2025-11-06',
  until: '2026-05-05',
  method: 'written',
  givenBy: '浜名 宏',
};
/** As much as the office was told of before. */
const told = { ...command, items: ['company_identity'] };
const by = actor('nasilc.consultant');
const withdrawn = given(consent, consentId, consentGiven, consentWithdrawn);
const terms = {
  ...consentGiven.data,
  items: ['company_identity', 'need'],
  recipients: ['iesc'],
  from: '2025-11-06',
  until: '2026-05-05',
  method: 'written',
  givenBy: '浜名 宏',
  witness: null,
  evidence: null,
};

test.each([
  ['had taken back', consentWithdrawn],
  ['had let expire', consentExpired],
])('the owner gives a consent again that they %s, on the terms they say now', (_, ended) =>
  given(consent, consentId, consentGiven, ended)
    .when(giveConsentAgain, { ...command, evidence: '同意書 第3号' }, { by })
    .thenFacts(ConsentGiven({ ...terms, evidence: '同意書 第3号' })),
);

test('it stays with who first recorded it, whoever is told', () =>
  given(consent, consentId, consentGiven, disclosed, consentWithdrawn)
    .when(giveConsentAgain, told, { by: actor('iesc.advisor') })
    .thenFacts(ConsentGiven({ ...terms, items: ['company_identity'] })));

test.each([
  ['items', { items: ['company_identity', 'need'] }, 'items[1]'],
  ['recipients', { recipients: ['iesc', 'association'] }, 'recipients[1]'],
])('an office that was told something under it adds no %s', (_, more, path) =>
  given(
    consent,
    consentId,
    ConsentGiven({ ...consentGiven.data, items: ['company_identity'], recipients: ['iesc'] }),
    disclosed,
    consentWithdrawn,
  )
    .when(giveConsentAgain, { ...told, ...more }, { by: actor('iesc.advisor') })
    .thenRefused('WIDER_THAN_GIVEN', { path }),
);

test('nor any that it was narrowed by', () =>
  given(consent, consentId, consentGiven, disclosed, consentNarrowed, consentWithdrawn)
    .when(giveConsentAgain, { ...told, items: ['company_identity', 'contact'] }, { by: actor('iesc.advisor') })
    .thenRefused('WIDER_THAN_GIVEN', { path: 'items[1]' }));

test('the association that it was recorded for may add to it', () =>
  given(consent, consentId, consentGiven, disclosed, consentNarrowed, consentWithdrawn)
    .when(giveConsentAgain, command, { by: actor('nasilc.pref_liaison') })
    .thenFacts(ConsentGiven(terms)));

test('from today at the latest', async () => {
  const tomorrow = { ...command, from: '2025-11-07' };
  await withdrawn.when(giveConsentAgain, tomorrow, { by }).thenRefused('NOT_YET_HOLDING', { path: 'from' });
  await withdrawn
    .at('2025-11-06T15:00:00.000Z')
    .when(giveConsentAgain, tomorrow, { by })
    .thenFacts(ConsentGiven({ ...terms, from: '2025-11-07' }));
});

test('given orally it needs a witness', async () => {
  const oral = { ...command, method: 'oral' };
  await withdrawn.when(giveConsentAgain, oral, { by }).thenRefused('WITNESS_REQUIRED', { path: 'witness' });
  await withdrawn
    .when(giveConsentAgain, { ...oral, witness: '大石 美咲' }, { by })
    .thenFacts(ConsentGiven({ ...terms, method: 'oral', witness: '大石 美咲' }));
});

test('not to end before it begins', () =>
  withdrawn
    .when(giveConsentAgain, { ...command, until: '2025-11-05' }, { by })
    .thenRefused('ENDS_BEFORE_IT_BEGINS', { path: 'until' }));

test.each([
  ['item', { items: ['contact', 'salary'] }, 'items[1]'],
  ['recipient', { recipients: ['press'] }, 'recipients[0]'],
  ['method', { method: 'telepathic' }, 'method'],
])('not with a %s the agreement does not know', (_, change, path) =>
  withdrawn.when(giveConsentAgain, { ...command, ...change }, { by }).thenRefused('UNKNOWN_CODE', { path }),
);

test('not as long as it holds', () =>
  given(consent, consentId, consentGiven)
    .when(giveConsentAgain, command, { by })
    .thenRefused('NOT_ALLOWED', {
      currentStage: 'given',
      availableActions: ['WithdrawConsent', 'NarrowConsent', 'RenewConsent'],
    }));

test('not by an office that was told nothing', () =>
  withdrawn.when(giveConsentAgain, command, { by: actor('iesc.intake') }).thenRefused('NOT_FOUND'));

test('not by headquarters', () =>
  withdrawn.when(giveConsentAgain, command, { by: actor('nasilc.hq_liaison') }).thenRefused('ROLE_NOT_ALLOWED'));
