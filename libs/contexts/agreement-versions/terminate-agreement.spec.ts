import { AgreementTerminated } from '#events/agreement';
import { actor, given } from '#contexts/testing';
import { confirmed, draft, iesc, nasilc, terminated, version } from './agreement-story.fixture.ts';
import { agreementVersions, agreementVersionsId } from './agreement-versions.ts';
import { terminateAgreement } from './terminate-agreement.ts';

const end = { version: 'AGR-2025', from: '2026-01-01', message: '協議により終了' };

test.each([
  ['IESC', iesc],
  ['NASILC', nasilc],
])('%s ends the agreement from a day on', (_, by) =>
  given().when(terminateAgreement, end, { by }).thenFacts(terminated),
);

test('without a word, as it stands amended', () =>
  given(agreementVersions, agreementVersionsId, draft, confirmed)
    .when(terminateAgreement, { version, from: '2025-12-02' }, { by: iesc })
    .thenFacts(AgreementTerminated({ version, terminatedFrom: '2025-12-02', message: null })));

test('from tomorrow in Tokyo at the earliest', async () => {
  const tomorrow = { version: 'AGR-2025', from: '2025-11-07' };
  await given()
    .when(terminateAgreement, tomorrow, { by: iesc })
    .thenFacts(AgreementTerminated({ version: 'AGR-2025', terminatedFrom: '2025-11-07', message: null }));
  await given()
    .at('2025-11-06T15:00:00.000Z')
    .when(terminateAgreement, tomorrow, { by: iesc })
    .thenRefused('NOT_BEFORE_TOMORROW', { path: 'from' });
});

test('not with another version than the last', () =>
  given(agreementVersions, agreementVersionsId, draft, confirmed)
    .when(terminateAgreement, end, { by: iesc })
    .thenRefused('NOT_THE_LAST_VERSION', { path: 'version' }));

test('not before its last version is in force', () =>
  given(agreementVersions, agreementVersionsId, draft, confirmed)
    .when(terminateAgreement, { version, from: '2025-12-01' }, { by: iesc })
    .thenRefused('ANOTHER_COMES_LATER', { path: 'from' }));

test('not while a draft awaits its confirmation', () =>
  given(agreementVersions, agreementVersionsId, draft)
    .when(terminateAgreement, end, { by: iesc })
    .thenRefused('NOT_ALLOWED', {
      currentStage: 'awaiting_confirmation',
      availableActions: ['ConfirmAgreement', 'DiscardAgreementDraft'],
    }));

test('not twice', () =>
  given(agreementVersions, agreementVersionsId, terminated)
    .when(terminateAgreement, { ...end, from: '2026-02-01' }, { by: nasilc })
    .thenRefused('NOT_ALLOWED', { currentStage: 'terminated', availableActions: ['RegisterAgreement'] }));

test('not by an office', () =>
  given()
    .when(terminateAgreement, end, { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));
