import { AgreementDraftDiscarded, AgreementRegistered } from '#events/agreement';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { confirmed, draft, iesc, nasilc, terminated, version } from './agreement-story.fixture.ts';
import { agreementVersions, agreementVersionsId } from './agreement-versions.ts';
import { discardAgreementDraft } from './discard-agreement-draft.ts';
import { terminateAgreement } from './terminate-agreement.ts';

const drafted = given(agreementVersions, agreementVersionsId, draft);
const discarded = AgreementDraftDiscarded({ version });

test.each([
  ['who recorded it takes it back', iesc],
  ['the other side declines', nasilc],
])('%s', (_, by) => drafted.when(discardAgreementDraft, { version }, { by }).thenFacts(discarded));

test('not another version than the one that waits', () =>
  drafted
    .when(discardAgreementDraft, { version: 'AGR-2025' }, { by: iesc })
    .thenRefused('NOT_THE_DRAFT', { path: 'version' }));

test('not what was confirmed', () =>
  given(agreementVersions, agreementVersionsId, draft, confirmed)
    .when(discardAgreementDraft, { version }, { by: iesc })
    .thenRefused('NOT_ALLOWED', {
      currentStage: 'open',
      availableActions: ['RegisterAgreement', 'AmendAgreement', 'TerminateAgreement'],
    }));

test('what was terminated before stays so', () => {
  const registered = AgreementRegistered({ ...exampleOf(AgreementRegistered).data, inForceFrom: '2026-04-01' });
  const back = AgreementDraftDiscarded({ version: 'AGR-2030' });
  return given(agreementVersions, agreementVersionsId, terminated, registered, back)
    .when(terminateAgreement, { version: 'AGR-2025', from: '2026-02-01' }, { by: iesc })
    .thenRefused('NOT_ALLOWED', { currentStage: 'terminated', availableActions: ['RegisterAgreement'] });
});

test('not by an office', () =>
  drafted
    .when(discardAgreementDraft, { version }, { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));
