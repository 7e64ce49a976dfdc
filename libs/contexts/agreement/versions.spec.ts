import { Refusal } from '#platform/decider';
import { termOf, type ClockKind, type ClockTerm } from './clock-terms.ts';
import { policies, policyBook, policyOf } from './versions.ts';

describe('the versions of the agreement', () => {
  test.each([
    ['2021-02-15T15:00:00.000Z', 'DECL-2021'],
    ['2025-10-21T14:59:59.999Z', 'DECL-2021'],
    ['2025-10-21T15:00:00.000Z', 'AGR-2025'],
    ['2025-11-06T01:00:00.000Z', 'AGR-2025'],
  ])('at %s %s is in force', (instant, version) => {
    expect(policyBook.inForce(instant).version).toBe(version);
  });

  test('before the declaration there is none', () => {
    const refused = (() => {
      try {
        return policyBook.inForce('2021-02-15T14:59:59.999Z');
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

  // As the two organisations were shown them, and by the law: a number and what it counts.
  test.each<[string, ClockKind, number, ClockTerm['unit']]>([
    ['a referral is acknowledged', 'acknowledgeReferral', 1, 'business_days'],
    ['a referral is accepted or declined', 'decideReferral', 3, 'business_days'],
    ['a redirect is answered', 'answerRedirect', 1, 'business_days'],
    ['an owner who asks for support is contacted', 'firstContact', 1, 'business_days'],
    ['an owner with a layoff is contacted on the same day', 'firstContactLayoff', 0, 'business_days'],
    ['what a company needs is assessed', 'assessment', 10, 'business_days'],
    ['a request for information is answered', 'replyToInformationRequest', 5, 'business_days'],
    ['the referrer hears of an open case', 'statusUpdateToReferrer', 20, 'business_days'],
    ['the referrer hears of its outcome', 'reportOutcome', 5, 'business_days'],
    ['a consultant replies to an introduction', 'consultantReplyToIntroduction', 3, 'business_days'],
    ['minutes are written', 'minutes', 10, 'business_days'],
    ['再就職援助計画 (労働施策総合推進法24条)', 'reemploymentPlan', 1, 'months_before'],
    ['大量雇用変動届 (労働施策総合推進法27条)', 'massLeavingNotice', 1, 'months_before'],
  ])('set the deadline by which %s', (_, kind, count, unit) => {
    for (const { deadlines } of policies) expect(termOf(kind, deadlines)).toEqual({ unit, count });
  });

  test('have meetings every six months, of both headquarters every year', () => {
    for (const { cadence } of policies) expect(cadence).toEqual({ localMonths: 6, nationalMonths: 12 });
  });

  test('bring what is late before the office first, then its headquarters, then both', () => {
    for (const { deadlines } of policies) {
      const { escalateToOffice, escalateToHeadquarters, escalateToLiaisons } = deadlines;
      expect([escalateToOffice < escalateToHeadquarters, escalateToHeadquarters < escalateToLiaisons]).toEqual([
        true,
        true,
      ]);
    }
  });
});
