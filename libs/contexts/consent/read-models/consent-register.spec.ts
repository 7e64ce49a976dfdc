import { ConsentGiven, ConsentNarrowed } from '#events/consent';
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
} from '../consent-story.fixture.ts';
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
  lackingSince: null,
  onceTowardsIesc: true,
  onceNamed: true,
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
    {
      ...{ stage: 'withdrawn', reason: 'owner_changed_mind', statedBy: sealedInTest('浜名 宏') },
      ...{ endedAt: second(1), lackingSince: second(1) },
    },
  ],
  ['expired', consentExpired, { stage: 'expired', endedAt: second(1), lackingSince: second(1) }],
])('%s, it says so', (_, fact, change) => story(consentGiven, fact).thenRows(consentRegister, [{ ...row, ...change }]));

test('renewed after it had expired, it holds again', () =>
  story(consentGiven, consentExpired, consentRenewed).thenRows(consentRegister, [
    { ...row, until: '2026-11-04', evidence: sealedInTest('同意書 第2号') },
  ]));

describe('narrowed so that it covers less than it once did', () => {
  const narrowed = (terms: object) => ConsentNarrowed({ ...consentNarrowed.data, ...terms });
  const said = { statedBy: sealedInTest('浜名 宏'), lackingSince: second(1) };
  const withoutIesc = ConsentGiven({ ...consentGiven.data, recipients: ['association'] });

  test.each([
    ['the company, it names nobody', { items: ['headcount'], recipients: ['iesc'] }],
    ['IESC, it is towards others', { items: ['company_identity'], recipients: ['association'] }],
  ])('without %s, and says since when', (_, terms) =>
    story(consentGiven, narrowed(terms)).thenRows(consentRegister, [{ ...row, ...terms, ...said }]),
  );

  test('it lacks that also when it is renewed, and since then when it is withdrawn', async () => {
    const terms = { items: ['headcount'], recipients: ['iesc'] };
    const renewal = { until: '2026-11-04', evidence: sealedInTest('同意書 第2号') };
    await story(consentGiven, narrowed(terms), consentRenewed).thenRows(consentRegister, [
      { ...row, ...terms, ...said, ...renewal },
    ]);
    const end = { stage: 'withdrawn', reason: 'owner_changed_mind', endedAt: second(2) };
    await story(consentGiven, narrowed(terms), consentWithdrawn).thenRows(consentRegister, [
      { ...row, ...terms, ...said, ...end },
    ]);
  });

  test('it lacks nothing once it is given again as it was', () =>
    story(consentGiven, narrowed({ items: ['headcount'] }), consentWithdrawn, consentGiven).thenRows(consentRegister, [
      { ...row, givenAt: second(3) },
    ]));

  test('given again for less, it lacks the rest since it ended', () => {
    const less = ConsentGiven({ ...consentGiven.data, items: ['headcount'] });
    return story(consentGiven, consentExpired, less).thenRows(consentRegister, [
      { ...row, items: ['headcount'], givenAt: second(2), lackingSince: second(1) },
    ]);
  });

  test('one that was never towards IESC, nor named anybody, lacks neither', () =>
    story(withoutIesc).thenRows(consentRegister, [{ ...row, recipients: ['association'], onceTowardsIesc: false }]));
});

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
  const lackingSince = stage === 'given' ? null : second(1);
  expect(consentRegister.reveals!({ ...row, stage, lackingSince }, actor(role))).toEqual(classes);
});

test.each([
  ['nasilc.consultant', ['A']],
  ['iesc.advisor', []],
] as const)('%s sees of one of the consultant’s that is too narrow: %j', (role, classes) => {
  expect(consentRegister.reveals!({ ...row, lackingSince: second(1) }, actor(role))).toEqual(classes);
});

test.each([
  ['names the company to it', {}, ['A']],
  ['names nobody any more', { items: ['reason'] }, []],
  ['is towards others', { recipients: ['iesc'] }, []],
  ['has ended', { stage: 'withdrawn' }, []],
])('the association sees of one of IESC’s that %s: %j', (_, terms, classes) => {
  const ofIesc = { ...row, recordedFor: 'iesc-22', recipients: ['association'], ...terms };
  expect(consentRegister.reveals!(ofIesc, actor('nasilc.pref_liaison'))).toEqual(classes);
});
