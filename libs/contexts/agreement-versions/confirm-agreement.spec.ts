import { AgreementAmended, AgreementConfirmed, AgreementRegistered } from '#events/agreement';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { confirmed, draft, iesc, nasilc, terminated, version } from './agreement-story.fixture.ts';
import { agreementVersions, agreementVersionsId } from './agreement-versions.ts';
import { confirmAgreement } from './confirm-agreement.ts';

const drafted = given(agreementVersions, agreementVersionsId, draft);

test('the other organisation confirms what the one recorded', () =>
  drafted.when(confirmAgreement, { version }, { by: nasilc }).thenFacts(confirmed));

test('whichever of them that is', () =>
  given(agreementVersions, agreementVersionsId, AgreementAmended({ ...draft.data, awaits: 'iesc' }))
    .when(confirmAgreement, { version }, { by: iesc })
    .thenFacts(confirmed));

test('a new agreement too, after the one before it was terminated', () => {
  const registered = AgreementRegistered({ ...exampleOf(AgreementRegistered).data, inForceFrom: '2026-04-01' });
  return given(agreementVersions, agreementVersionsId, terminated, registered)
    .when(confirmAgreement, { version: 'AGR-2030' }, { by: nasilc })
    .thenFacts(AgreementConfirmed({ version: 'AGR-2030', inForceFrom: '2026-04-01', follows: 'AGR-2025' }));
});

test('not the one that recorded it', () =>
  drafted.when(confirmAgreement, { version }, { by: iesc }).thenRefused('AWAITS_THE_OTHER_SIDE'));

test('not another version than the one that waits', () =>
  drafted
    .when(confirmAgreement, { version: 'AGR-2025' }, { by: nasilc })
    .thenRefused('NOT_THE_DRAFT', { path: 'version' }));

test('not on the day on which it was to come into force', async () => {
  await drafted.at('2025-11-30T14:59:59.999Z').when(confirmAgreement, { version }, { by: nasilc }).thenFacts(confirmed);
  await drafted
    .at('2025-11-30T15:00:00.000Z')
    .when(confirmAgreement, { version }, { by: nasilc })
    .thenRefused('DAY_HAS_COME');
});

test('not what is confirmed already', () =>
  given(agreementVersions, agreementVersionsId, draft, confirmed)
    .when(confirmAgreement, { version }, { by: nasilc })
    .thenRefused('NOT_ALLOWED', {
      currentStage: 'open',
      availableActions: ['RegisterAgreement', 'AmendAgreement', 'TerminateAgreement'],
    }));

test('not an office', () =>
  drafted.when(confirmAgreement, { version }, { by: actor('nasilc.pref_liaison') }).thenRefused('ROLE_NOT_ALLOWED'));
