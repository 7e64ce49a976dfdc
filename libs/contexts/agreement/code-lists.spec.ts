import { codeLists } from './code-lists.ts';
import { policies, policyOf } from './versions.ts';

describe('the lists of codes', () => {
  test.each(policies.map((policy) => [policy.version, policy] as const))(
    '%s: every code stands once in its list and has both labels',
    (_, policy) => {
      for (const { name, labels, codes, sides } of codeLists(policy)) {
        const entries = [...codes, ...sides];
        expect([name, new Set(codes.map(({ code }) => code)).size]).toEqual([name, codes.length]);
        expect([name, codes.length > 0]).toEqual([name, true]);
        for (const text of [labels, ...entries.map((entry) => entry.labels)].flatMap(({ ja, en }) => [ja, en])) {
          expect([name, text.trim().length > 0]).toEqual([name, true]);
        }
        for (const { code } of entries) expect(code).toMatch(/^[A-Za-z_]+$/);
      }
    },
  );

  test('are the pick-lists and the reasons', () => {
    expect(
      codeLists(policyOf('AGR-2025'))
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'backgrounds',
      'bulletinTopics',
      'circumstances',
      'consentItems',
      'consentMethods',
      'consentPurposes',
      'consentRecipients',
      'contactChannels',
      'contactResults',
      'exchangeLevels',
      'exchangeTopics',
      'grantDecisions',
      'reasons.absence',
      'reasons.breakGlass',
      'reasons.decline',
      'reasons.extend',
      'reasons.hold',
      'reasons.introductionDeclined',
      'reasons.notEstablished',
      'reasons.reassign',
      'reasons.redirect',
      'reasons.reopen',
      'reasons.suspendOffice',
      'reasons.taskReturned',
      'reasons.waive',
      'reasons.withdraw',
      'reasons.withdrawConsent',
      'referralOutcomes',
      'secondmentPurposes',
      'supportChannels',
      'supportKinds',
      'urgencies',
    ]);
  });

  test('are offered with labels and sides', () => {
    const lists = codeLists(policyOf('AGR-2025'));
    expect(lists.find(({ name }) => name === 'urgencies')).toEqual({
      name: 'urgencies',
      labels: { ja: '緊急度', en: 'urgency' },
      codes: [
        { code: 'normal', labels: { ja: '通常', en: 'normal' } },
        { code: 'urgent', labels: { ja: '急ぎ', en: 'urgent' } },
        { code: 'immediate', labels: { ja: '至急', en: 'immediate' } },
      ],
      sides: [],
    });
    expect(lists.find(({ name }) => name === 'reasons.decline')?.sides.map(({ code }) => code)).toEqual([
      'client',
      'office',
      'eligibility',
      'capacity',
      'conflict',
    ]);
  });
});
