import { Refusal } from '#platform/decider';
import { termOf } from './clock-terms.ts';
import { policyOf } from './versions.ts';

const policy = policyOf('AGR-2025');

/** What a refusal says; undefined when nothing was refused. */
function refusalOf(act: () => void) {
  try {
    act();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { kind, code, text, details } = error;
    return { kind, code, text, details };
  }
}

describe('a code', () => {
  test('of the list passes', () => {
    expect(refusalOf(() => policy.requireCode('circumstances', 'LAYOFF'))).toBeUndefined();
    expect(refusalOf(() => policy.requireCodes('circumstances', ['LAYOFF', 'OTHER']))).toBeUndefined();
  });

  test('of no list is refused with the codes there are, and is not repeated', () => {
    expect(refusalOf(() => policy.requireCode('urgencies', '山田太郎'))).toEqual({
      kind: 'rule broken',
      code: 'UNKNOWN_CODE',
      text: {
        en: 'Not a code of the list “urgency” of AGR-2025. It has: normal, urgent, immediate.',
        ja: 'AGR-2025の「緊急度」にないコードです。使えるコード: normal, urgent, immediate',
      },
      details: { path: 'urgencies' },
    });
  });

  test('among several is named by its place, in the field that held it', () => {
    expect(
      refusalOf(() => policy.requireCodes('consentItems', ['contact', 'salary'], 'consent.items'))?.details,
    ).toEqual({ path: 'consent.items[1]' });
    expect(refusalOf(() => policy.requireCode('urgencies', 'x', 'urgency'))?.details).toEqual({ path: 'urgency' });
  });

  test('of another version is refused', () => {
    const declaration = policyOf('DECL-2021');
    expect(refusalOf(() => declaration.requireCode('circumstances', 'LAYOFF'))?.code).toBe('UNKNOWN_CODE');
    expect(refusalOf(() => policy.requireCode('circumstances', 'SECONDMENT_HOST'))?.code).toBe('UNKNOWN_CODE');
  });

  test.each(['constructor', '__proto__', ''])('%j is none', (code) => {
    expect(refusalOf(() => policy.requireCode('circumstances', code))?.code).toBe('UNKNOWN_CODE');
  });
});

describe('a reason', () => {
  test('of the list passes, with a side or without', () => {
    expect(refusalOf(() => policy.requireReason('decline', 'capacity'))).toBeUndefined();
    expect(refusalOf(() => policy.requireReason('decline', 'capacity', 'office'))).toBeUndefined();
    expect(refusalOf(() => policy.requireReason('withdraw', 'need_resolved', 'client'))).toBeUndefined();
  });

  test('of another list is refused at the field `reason`', () => {
    expect(refusalOf(() => policy.requireReason('hold', 'capacity'))).toEqual({
      kind: 'rule broken',
      code: 'UNKNOWN_REASON',
      text: {
        en:
          'Not a code of the list “reason for holding” of AGR-2025. ' +
          'It has: owner_request, season, grant_decision_pending, consent.',
        ja:
          'AGR-2025の「保留の理由」にないコードです。' +
          '使えるコード: owner_request, season, grant_decision_pending, consent',
      },
      details: { path: 'reason' },
    });
  });

  test('with a side the list does not have is refused at the field `side`', () => {
    expect(refusalOf(() => policy.requireReason('decline', 'capacity', 'consultant'))).toEqual({
      kind: 'rule broken',
      code: 'UNKNOWN_SIDE',
      text: {
        en: 'Not a code of the list “side” of AGR-2025. It has: client, office, eligibility, capacity, conflict.',
        ja: 'AGR-2025の「どちら側の事情か」にないコードです。使えるコード: client, office, eligibility, capacity, conflict',
      },
      details: { path: 'side' },
    });
    expect(refusalOf(() => policy.requireReason('hold', 'season', 'client'))?.code).toBe('UNKNOWN_SIDE');
  });
});

describe('a policy', () => {
  test('cannot be changed at any depth', () => {
    const thawed: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      if (!Object.isFrozen(value)) thawed.push(path);
      for (const [key, inner] of Object.entries(value)) visit(inner, `${path}.${key}`);
    };
    visit(policy, 'policy');
    visit(policyOf('DECL-2021'), 'policy');
    expect(thawed).toEqual([]);
  });
});

test('what clocks run for is a deadline and its unit: business days, calendar days, or months before a day', () => {
  expect(termOf('decideReferral', policy.deadlines)).toEqual({ unit: 'business_days', count: 3 });
  expect(termOf('askGrantOutcome', policy.deadlines)).toEqual({ unit: 'days', count: 30 });
  expect(termOf('massLeavingNotice', policy.deadlines)).toEqual({ unit: 'months_before', count: 1 });
});
