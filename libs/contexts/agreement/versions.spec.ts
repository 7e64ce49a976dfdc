import { Refusal } from '#platform/decider';
import { policies, policyBook, policyInForce, policyOf } from './versions.ts';

describe('the versions of the agreement', () => {
  test.each([
    ['2021-02-15T15:00:00.000Z', 'DECL-2021'],
    ['2025-10-21T14:59:59.999Z', 'DECL-2021'],
    ['2025-10-21T15:00:00.000Z', 'AGR-2025'],
    ['2025-11-06T01:00:00.000Z', 'AGR-2025'],
  ])('at %s %s is in force', (instant, version) => {
    expect(policyInForce(instant).version).toBe(version);
    expect(policyBook.inForce(instant)).toBe(policyBook.version(version));
  });

  test('before the declaration there is none', () => {
    const refused = (() => {
      try {
        return policyInForce('2021-02-15T14:59:59.999Z');
      } catch (error) {
        return error;
      }
    })();
    if (!(refused instanceof Refusal)) throw new Error('not refused');
    const { kind, code, text, details } = refused;
    expect({ kind, code, text, details }).toEqual({
      kind: 'conflict',
      code: 'NO_AGREEMENT_IN_FORCE',
      text: {
        en: 'No agreement between the two organisations is in force on 2021-02-15.',
        ja: '2021-02-15には両団体の協定が効力を有していません。',
      },
      details: {},
    });
  });

  test('follow each other without a gap and without an overlap', () => {
    expect(
      policies.map(({ version, kind, inForceFrom, inForceUntil }) => [version, kind, inForceFrom, inForceUntil]),
    ).toEqual([
      ['DECL-2021', 'joint_declaration', '2021-02-16', '2025-10-21'],
      ['AGR-2025', 'agreement', '2025-10-22', null],
    ]);
  });

  test('are found by name', () => {
    expect(policyOf('DECL-2021').version).toBe('DECL-2021');
    expect(() => policyOf('AGR-2030')).toThrow(new RangeError('no version AGR-2030 of the agreement is known'));
  });

  test('differ in their circumstances', () => {
    const codes = (version: string) => policyOf(version).lists.circumstances.codes.map(({ code }) => code);
    expect(codes('DECL-2021')).toEqual(['TEMPORARY_OVERSTAFFING', 'SECONDMENT_HOST', 'OTHER']);
    expect(codes('AGR-2025')).toEqual(['TALENT_SECURING', 'LAYOFF', 'TEMPORARY_OVERSTAFFING', 'OTHER']);
  });

  test('set the deadlines of the model, in business days', () => {
    expect(policyOf('AGR-2025').deadlines).toEqual({
      acknowledgeReferral: 1,
      takeReferral: 1,
      decideReferral: 3,
      firstContact: 1,
      firstContactLayoff: 0,
      assessment: 10,
      replyToInformationRequest: 5,
      answerRedirect: 1,
      statusUpdateToReferrer: 20,
      reportOutcome: 5,
      acknowledgeOutcome: 10,
      grantDecision: 3,
      consultantReplyToIntroduction: 3,
      relayBulletin: 5,
      acknowledgeBulletin: 10,
      operatingReport: 20,
      confirmExchange: 10,
      minutes: 10,
      askGrantOutcome: 30,
      reemploymentPlan: 1,
      massLeavingNotice: 1,
      warnBefore: 1,
      escalateToOffice: 0,
      escalateToHeadquarters: 2,
      escalateToLiaisons: 5,
    });
    expect(policyOf('AGR-2025').limits.reopenWithinDays).toBe(90);
    expect(policyOf('AGR-2025').cadence).toEqual({ localMonths: 6, nationalMonths: 12 });
  });
});
