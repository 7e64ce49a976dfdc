import { ConsentGiven } from '#events/consent';
import { client } from '#contexts/client';
import { actor, given } from '#contexts/testing';
import { derivedId } from '#platform/decider';
import { clientId, clientRegistered, consentGiven, consentId } from './consent-story.fixture.ts';
import { consent } from './consent.ts';
import { recordConsent } from './record-consent.ts';

const command = {
  consentId,
  clientId,
  purpose: 'referral',
  items: ['company_identity', 'contact'],
  recipients: ['iesc'],
  from: '2025-11-05',
  until: '2026-05-04',
  method: 'written',
  givenBy: '浜名 宏',
};
const by = actor('nasilc.consultant');
const withClient = given(client, clientId, clientRegistered);

const terms = {
  clientId,
  purpose: 'referral',
  items: ['company_identity', 'contact'],
  recipients: ['iesc'],
  from: '2025-11-05',
  until: '2026-05-04',
  method: 'written',
  givenBy: '浜名 宏',
  witness: null,
  evidence: null,
  recordedBy: 'nasilc-consultant-1',
  recordedFor: 'nasilc-22',
};

test('a consent is recorded as it was given', async () => {
  const [event] = await withClient.when(recordConsent, command, { by }).thenFacts(ConsentGiven(terms));
  expect(event).toMatchObject({
    stream: `consent-${consentId}`,
    metadata: {
      streamsRead: { [`client-${clientId}`]: 0 },
      $correlationId: consentId,
      commandDigest: { subjectId: `client-${clientId}` },
    },
  });
});

test('without an id of its own it gets one of the command', async () => {
  const { consentId: _, ...unnamed } = command;
  const commandId = derivedId('a command');
  const [event] = await withClient.when(recordConsent, unnamed, { by, commandId }).thenFacts(ConsentGiven(terms));
  expect(event!.stream).toBe(`consent-${derivedId(commandId, 'consent')}`);
});

test('an office records for itself, with where the evidence is kept', () =>
  withClient
    .when(recordConsent, { ...command, evidence: '同意書 第1号' }, { by: actor('iesc.advisor') })
    .thenFacts(
      ConsentGiven({ ...terms, evidence: '同意書 第1号', recordedBy: 'iesc-advisor-1', recordedFor: 'iesc-22' }),
    ));

test('an oral consent needs a witness', async () => {
  const oral = { ...command, method: 'oral' };
  await withClient.when(recordConsent, oral, { by }).thenRefused('WITNESS_REQUIRED', { path: 'witness' });
  await withClient
    .when(recordConsent, { ...oral, witness: '大石 美咲' }, { by })
    .thenFacts(ConsentGiven({ ...terms, method: 'oral', witness: '大石 美咲' }));
});

test('it may hold for one day', () =>
  withClient
    .when(recordConsent, { ...command, until: '2025-11-05' }, { by })
    .thenFacts(ConsentGiven({ ...terms, until: '2025-11-05' })));

test('not end before it begins', () =>
  withClient
    .when(recordConsent, { ...command, until: '2025-11-04' }, { by })
    .thenRefused('ENDS_BEFORE_IT_BEGINS', { path: 'until' }));

test('not for a client nobody registered', () =>
  given().when(recordConsent, command, { by }).thenRefused('UNKNOWN_CLIENT', { path: 'clientId' }));

test.each([
  ['purpose', { purpose: 'fun' }, 'purpose'],
  ['item', { items: ['contact', 'salary'] }, 'items[1]'],
  ['recipient', { recipients: ['press'] }, 'recipients[0]'],
  ['method', { method: 'telepathic' }, 'method'],
])('not with a %s the agreement does not know', (_, change, path) =>
  withClient.when(recordConsent, { ...command, ...change }, { by }).thenRefused('UNKNOWN_CODE', { path }),
);

test('not under an id that a consent has already', () =>
  withClient
    .and(consent, consentId, consentGiven)
    .when(recordConsent, command, { by })
    .thenRefused('NOT_ALLOWED', {
      currentStage: 'given',
      availableActions: ['WithdrawConsent', 'NarrowConsent', 'RenewConsent'],
    }));

test('nor one that is another’s: of it the caller learns nothing', () =>
  withClient
    .and(consent, consentId, ConsentGiven({ ...consentGiven.data, recordedBy: 'consultant-22-2' }))
    .when(recordConsent, command, { by })
    .thenRefused('NOT_FOUND'));

test('not by an association', () =>
  withClient.when(recordConsent, command, { by: actor('nasilc.pref_liaison') }).thenRefused('ROLE_NOT_ALLOWED'));
