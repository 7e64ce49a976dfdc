import { ConsentWithdrawn } from '#events/consent';
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
import { withdrawConsent } from './withdraw-consent.ts';

const command = { consentId, reason: 'owner_changed_mind', statedBy: '浜名 宏', message: '事情が変わりました' };
const by = actor('nasilc.consultant');
const holding = given(consent, consentId, consentGiven);
const withdrawn = ConsentWithdrawn({
  clientId,
  reason: 'owner_changed_mind',
  statedBy: '浜名 宏',
  message: '事情が変わりました',
});

test('the owner takes the consent back, and says so to who recorded it', async () => {
  const [event] = await holding
    .when(withdrawConsent, command, { by, onBehalfOf: { kind: 'businessOwner' } })
    .thenFacts(withdrawn);
  expect(event!.metadata).toMatchObject({
    reasonCode: 'owner_changed_mind',
    onBehalfOf: { kind: 'businessOwner' },
    commandDigest: { subjectId: `client-${clientId}` },
  });
});

test('or to the association', () =>
  holding.when(withdrawConsent, command, { by: actor('nasilc.pref_liaison') }).thenFacts(withdrawn));

test.each(['iesc.intake', 'iesc.advisor', 'iesc.office_manager'] as const)(
  'or, as %s, to an office that was told something under it',
  (role) =>
    given(consent, consentId, consentGiven, disclosed)
      .when(withdrawConsent, command, { by: actor(role) })
      .thenFacts(withdrawn),
);

test('a message is not needed', () =>
  holding
    .when(withdrawConsent, { consentId, reason: 'not_said', statedBy: '浜名 宏' }, { by })
    .thenFacts(ConsentWithdrawn({ clientId, reason: 'not_said', statedBy: '浜名 宏', message: null })));

test('not for a reason the agreement does not know', () =>
  holding
    .when(withdrawConsent, { ...command, reason: 'capacity' }, { by })
    .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

test.each([
  ['withdrawn', consentWithdrawn],
  ['expired', consentExpired],
])('not when it is %s', (stage, ended) =>
  given(consent, consentId, consentGiven, ended)
    .when(withdrawConsent, command, { by })
    .thenRefused('NOT_ALLOWED', {
      currentStage: stage,
      availableActions: stage === 'expired' ? ['RenewConsent', 'GiveConsentAgain'] : ['GiveConsentAgain'],
    }),
);

test('not by an office that was told nothing, for which there is no such consent', () =>
  holding.when(withdrawConsent, command, { by: actor('iesc.intake') }).thenRefused('NOT_FOUND'));

test('not by another consultant, for whom there is none either', () =>
  holding
    .when(withdrawConsent, command, { by: actor('nasilc.consultant', 'nasilc-22', 'consultant-22-2') })
    .thenRefused('NOT_FOUND'));

test('not by headquarters', () =>
  holding.when(withdrawConsent, command, { by: actor('nasilc.hq_liaison') }).thenRefused('ROLE_NOT_ALLOWED'));
