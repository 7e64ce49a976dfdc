import { AgreementAmended, AgreementDraftDiscarded, AgreementRegistered, AgreementTerminated } from '#events/agreement';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { agreementVersions, agreementVersionsId } from './agreement-versions.ts';
import { amendAgreement } from './amend-agreement.ts';
import { registerAgreement } from './register-agreement.ts';

const by = actor('iesc.hq_coordinator', 'iesc-hq');
const none = { deadlines: [], limits: [], cadence: [], codes: [] };
const amendment = {
  version: 'AGR-2025-2',
  inForceFrom: '2025-12-01',
  deadlines: [{ name: 'decideReferral', value: 5 }],
  codes: [{ list: 'circumstances', code: 'SUCCESSION', ja: '事業承継', en: 'succession' }],
};
/** As it was recorded when one side spoke for both. */
const amended = AgreementAmended({ ...none, ...amendment, amends: 'AGR-2025', awaits: null });
const draft = AgreementAmended({ ...amended.data, awaits: 'nasilc' });
const terminated = AgreementTerminated({ version: 'AGR-2025', terminatedFrom: '2025-12-01', message: null });
const registration = {
  version: 'AGR-2030',
  kind: 'agreement' as const,
  nameJa: '新たな連携協定',
  nameEn: 'New agreement on cooperation',
  signedOn: '2025-11-04',
  inForceFrom: '2026-04-01',
};

describe('amending the agreement', () => {
  test.each([
    ['IESC’s headquarters', by, 'nasilc'],
    ['NASILC’s', actor('nasilc.hq_liaison', 'nasilc-hq'), 'iesc'],
  ])('%s record what changes from a later day on, for the other to confirm', async (_, who, awaits) => {
    const facts = AgreementAmended({ ...draft.data, awaits });
    const [event] = await given().when(amendAgreement, amendment, { by: who }).thenFacts(facts);
    expect(event!.stream).toBe(`agreement-${agreementVersionsId}`);
  });

  test('what was amended before is amended again', () =>
    given(agreementVersions, agreementVersionsId, amended)
      .when(
        amendAgreement,
        { version: 'AGR-2025-3', inForceFrom: '2025-12-02', cadence: [{ name: 'localMonths', value: 4 }] },
        { by },
      )
      .thenFacts(
        AgreementAmended({
          ...none,
          version: 'AGR-2025-3',
          inForceFrom: '2025-12-02',
          amends: 'AGR-2025-2',
          cadence: [{ name: 'localMonths', value: 4 }],
          awaits: 'nasilc',
        }),
      ));

  test('a code that an amendment brought can be named anew, in lists of reasons too', () => {
    const codes = [{ list: 'reasons.decline', code: 'capacity', ja: '定員', en: 'full' }];
    return given()
      .when(amendAgreement, { ...amendment, deadlines: [], codes }, { by })
      .thenFacts(
        AgreementAmended({ ...none, ...amendment, deadlines: [], codes, amends: 'AGR-2025', awaits: 'nasilc' }),
      );
  });

  test('from tomorrow in Tokyo at the earliest', async () => {
    const tomorrow = { ...amendment, inForceFrom: '2025-11-07' };
    await given()
      .when(amendAgreement, tomorrow, { by })
      .thenFacts(AgreementAmended({ ...none, ...tomorrow, amends: 'AGR-2025', awaits: 'nasilc' }));
    await given()
      .at('2025-11-06T15:00:00.000Z')
      .when(amendAgreement, tomorrow, { by })
      .thenRefused('NOT_BEFORE_TOMORROW', { path: 'inForceFrom' });
  });

  test.each([
    ['of a name that there is', { version: 'AGR-2025' }, 'VERSION_EXISTS', 'version'],
    [
      'of a deadline that the policy does not have',
      { deadlines: [{ name: 'never', value: 1 }] },
      'UNKNOWN_NAME',
      'deadlines[0].name',
    ],
    ['of a name that every object has', { limits: [{ name: 'toString', value: 1 }] }, 'UNKNOWN_NAME', 'limits[0].name'],
    [
      'of a list that the policy does not have',
      { codes: [{ list: 'reasons.mood', code: 'x', ja: 'x', en: 'x' }] },
      'UNKNOWN_NAME',
      'codes[0].list',
    ],
    [
      'with an hour that no day has',
      { limits: [{ name: 'cutOffHour', value: 25 }] },
      'OUT_OF_RANGE',
      'limits[0].value',
    ],
    [
      'with meetings all the time',
      { cadence: [{ name: 'localMonths', value: 0 }] },
      'OUT_OF_RANGE',
      'cadence[0].value',
    ],
  ])('not %s', (_, own, code, path) =>
    given()
      .when(amendAgreement, { ...amendment, ...own }, { by })
      .thenRefused(code, { path }),
  );

  test('not before or with one that is recorded already', () =>
    given(agreementVersions, agreementVersionsId, amended)
      .when(amendAgreement, { ...amendment, version: 'AGR-2025-3' }, { by })
      .thenRefused('ANOTHER_COMES_LATER', { path: 'inForceFrom' }));

  test('not to say nothing new', () =>
    given()
      .when(amendAgreement, { version: 'AGR-2025-2', inForceFrom: '2025-12-01' }, { by })
      .thenRefused('NOTHING_CHANGES'));

  test('not while another awaits its confirmation', () =>
    given(agreementVersions, agreementVersionsId, draft)
      .when(amendAgreement, { ...amendment, version: 'AGR-2025-3', inForceFrom: '2025-12-02' }, { by })
      .thenRefused('NOT_ALLOWED', {
        currentStage: 'awaiting_confirmation',
        availableActions: ['ConfirmAgreement', 'DiscardAgreementDraft'],
      }));

  test('not of a name that a discarded draft had', () =>
    given(agreementVersions, agreementVersionsId, draft, AgreementDraftDiscarded({ version: 'AGR-2025-2' }))
      .when(amendAgreement, amendment, { by })
      .thenRefused('VERSION_EXISTS', { path: 'version' }));

  test('not once it was terminated', () =>
    given(agreementVersions, agreementVersionsId, terminated)
      .when(amendAgreement, amendment, { by })
      .thenRefused('NOT_ALLOWED', { currentStage: 'terminated', availableActions: ['RegisterAgreement'] }));

  test('not by an office', () =>
    given()
      .when(amendAgreement, amendment, { by: actor('iesc.office_manager') })
      .thenRefused('ROLE_NOT_ALLOWED'));
});

describe('registering an agreement', () => {
  test('it follows the newest there is', () =>
    given(agreementVersions, agreementVersionsId, amended)
      .when(registerAgreement, registration, { by })
      .thenFacts(AgreementRegistered({ ...none, ...registration, follows: 'AGR-2025-2', awaits: 'nasilc' })));

  test('or one that was terminated', () =>
    given(agreementVersions, agreementVersionsId, terminated)
      .when(registerAgreement, registration, { by })
      .thenFacts(AgreementRegistered({ ...none, ...registration, follows: 'AGR-2025', awaits: 'nasilc' })));

  test('not one that is yet to be signed', () =>
    given()
      .when(registerAgreement, { ...registration, signedOn: '2025-11-07' }, { by })
      .thenRefused('IN_THE_FUTURE', { path: 'signedOn' }));

  test('not of a name that there is', () =>
    given(
      agreementVersions,
      agreementVersionsId,
      AgreementRegistered({ ...exampleOf(AgreementRegistered).data, awaits: null }),
    )
      .when(registerAgreement, registration, { by })
      .thenRefused('VERSION_EXISTS', { path: 'version' }));

  test('not by an office', () =>
    given()
      .when(registerAgreement, registration, { by: actor('nasilc.pref_liaison') })
      .thenRefused('ROLE_NOT_ALLOWED'));
});
