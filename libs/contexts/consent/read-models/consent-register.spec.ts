import { ConsentGiven } from '#events/consent';
import { actor } from '#contexts/testing';
import type { Fact } from '#platform/event-schema';
import { given, on, sealedInTest } from '#platform/testing';
import {
  clientId,
  consentExpired,
  consentGiven,
  consentId,
  consentNarrowed,
  consentRenewed,
  consentWithdrawn,
  disclosed,
} from '../consent-story.ts';
import { consentRegister } from './consent-register.ts';

const story = (...facts: readonly Fact[]) => given(...facts.map((fact) => on(`consent-${consentId}`, fact)));
/** The instant of the log's nth event. */
const second = (n: number) => `2026-04-01T00:00:0${n}.000Z`;

const row = {
  consentId,
  stage: 'given',
  clientId,
  purpose: 'referral',
  items: ['company_identity', 'contact', 'headcount', 'reason'],
  recipients: ['iesc'],
  from: '2025-11-05',
  until: '2026-05-04',
  method: 'written',
  givenBy: sealedInTest('浜名 宏'),
  witness: null,
  evidence: sealedInTest('同意書 第1号'),
  recordedBy: 'nasilc-consultant-1',
  recordedFor: 'nasilc-22',
  disclosures: [],
  offices: ['nasilc-22'],
  organisations: ['nasilc'],
  givenAt: second(0),
  endedAt: null,
  reason: null,
  statedBy: null,
  message: null,
};

test('a consent is there for who recorded it', () => story(consentGiven).thenRows(consentRegister, [row]));

test.each([
  [
    'narrowed',
    consentNarrowed,
    { items: ['company_identity'], recipients: ['iesc'], statedBy: sealedInTest('浜名 宏') },
  ],
  ['renewed', consentRenewed, { until: '2026-11-04', evidence: sealedInTest('同意書 第2号') }],
  [
    'withdrawn',
    consentWithdrawn,
    { stage: 'withdrawn', reason: 'owner_changed_mind', statedBy: sealedInTest('浜名 宏'), endedAt: second(1) },
  ],
  ['expired', consentExpired, { stage: 'expired', endedAt: second(1) }],
])('%s, it says so', (_, fact, change) => story(consentGiven, fact).thenRows(consentRegister, [{ ...row, ...change }]));

test('renewed after it had expired, it holds again', () =>
  story(consentGiven, consentExpired, consentRenewed).thenRows(consentRegister, [
    { ...row, until: '2026-11-04', evidence: sealedInTest('同意書 第2号') },
  ]));

const disclosure = {
  provider: 'nasilc-22',
  recipient: 'iesc-22',
  items: ['company_identity'],
  subjectOf: '0b6c1d9e-43a1-4c57-9b1f-000000000005',
  disclosedOn: '2025-11-07',
};

test('who was told something under it sees it from then on, and what was told stays on record', () => {
  const again = ConsentGiven({ ...consentGiven.data, until: '2027-05-04' });
  return story(consentGiven, disclosed, consentWithdrawn, again, disclosed).thenRows(consentRegister, [
    {
      ...row,
      until: '2027-05-04',
      disclosures: [disclosure, disclosure],
      offices: ['nasilc-22', 'iesc-22'],
      organisations: ['nasilc', 'iesc'],
      givenAt: second(3),
    },
  ]);
});

test.each([
  ['nasilc.consultant', 'given', ['A']],
  ['nasilc.consultant', 'withdrawn', ['A']],
  ['iesc.advisor', 'given', ['A']],
  ['iesc.advisor', 'withdrawn', []],
  ['iesc.advisor', 'expired', []],
  ['auditor', 'expired', ['A']],
] as const)('%s sees of one of the consultant’s that is %s: %j', (role, stage, classes) => {
  expect(consentRegister.reveals!({ ...row, stage }, actor(role))).toEqual(classes);
});
