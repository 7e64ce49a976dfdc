import {
  ClientReferred,
  RedirectAccepted,
  ReferralAccepted,
  ReferralAcknowledged,
  ReferralRouted,
} from '#events/referral';
import {
  CaseNotEstablished,
  NeedsAssessed,
  PlacementEstablished,
  SupportInitiated,
  SupportRequested,
} from '#events/support';
import { exampleOf, type Fact } from '#platform/event-schema';
import { given, on, type GivenEvent } from '#platform/testing';
import { referralFunnel } from './referral-funnel.ts';

/** A fictional referral, told apart by a number, on its way. */
const idOf = (number: number) => `0b6c1d9e-43a1-4c57-9b1f-${String(number).padStart(12, '0')}`;
const ofReferral = (number: number, fact: Fact, occurredAt = '2025-11-06T01:00:00.000Z') =>
  on(`referral-${idOf(number)}`, fact, { occurredAt });
const ofCase = (number: number, fact: Fact) => on(`supportcase-${idOf(number)}`, fact);

const referred = (number: number, more: object = {}, at?: string) =>
  ofReferral(
    number,
    ClientReferred({ ...exampleOf(ClientReferred).data, prefecture: '22', circumstances: ['LAYOFF'], ...more }),
    at,
  );
const acknowledged = (number: number) => ofReferral(number, exampleOf(ReferralAcknowledged));
const accepted = (number: number) => ofReferral(number, exampleOf(ReferralAccepted));
const requested = (number: number, caseNumber = number) =>
  ofCase(caseNumber, SupportRequested({ ...exampleOf(SupportRequested).data, referralId: idOf(number) }));
const contacted = (number: number) => ofCase(number, exampleOf(SupportInitiated));
const assessed = (number: number) => ofCase(number, exampleOf(NeedsAssessed));
const established = (number: number) => ofCase(number, exampleOf(PlacementEstablished));
const notEstablished = (number: number) => ofCase(number, exampleOf(CaseNotEstablished));

/** The same step of referrals 1 to `count`. */
const each = (count: number, step: (number: number) => GivenEvent, from = 1) =>
  Array.from({ length: count }, (_, index) => step(from + index));

const steps = [
  'referred',
  'acknowledged',
  'accepted',
  'ownerRequested',
  'contacted',
  'assessed',
  'established',
  'notEstablished',
] as const;

/** A row with these counts, of which some are told. */
function cell(counts: readonly number[], told: readonly (number | null)[], more: object = {}) {
  const named = <V>(values: readonly V[]) => Object.fromEntries(steps.map((step, index) => [step, values[index]]));
  const suppressedSteps = steps.filter((_, index) => told[index] === null);
  return {
    cell: '2025-11:22:LAYOFF',
    prefecture: '22',
    need: 'LAYOFF',
    month: '2025-11',
    offices: ['iesc-22', 'nasilc-22'],
    ...named(told),
    suppressed: suppressedSteps.length > 0,
    suppressedSteps,
    counts: named(counts),
    ...more,
  };
}

test('counts how far the referrals of a month have come, each step once', () =>
  given(
    ...each(21, (number) => referred(number)),
    ...each(21, acknowledged),
    ...each(16, accepted),
    ...each(16, requested),
    ...each(11, contacted),
    ...each(11, contacted),
    ...each(6, assessed),
    ...each(6, established),
  ).thenServed(referralFunnel, [cell([21, 21, 16, 16, 11, 6, 6, 0], [21, 21, 16, 16, 11, 6, 6, 0])]));

test.each([
  [1, null],
  [4, null],
  [5, 5],
])('of %i referred %p is told', (count, told) =>
  given(...each(count, (number) => referred(number))).thenServed(referralFunnel, [
    cell([count, 0, 0, 0, 0, 0, 0, 0], [told, 0, 0, 0, 0, 0, 0, 0]),
  ]),
);

describe('a small remainder', () => {
  test.each([
    [5, null],
    [2, null],
    [6, 6],
    [1, null],
  ])('between two steps is not told: of six referred %i acknowledged is %p', (count, told) =>
    given(...each(6, (number) => referred(number)), ...each(count, acknowledged)).thenServed(referralFunnel, [
      cell([6, count, 0, 0, 0, 0, 0, 0], [6, told, 0, 0, 0, 0, 0, 0]),
    ]),
  );

  test('is not told by a later step either, over one that is not told', () =>
    given(...each(12, (number) => referred(number)), ...each(10, acknowledged), ...each(8, accepted)).thenServed(
      referralFunnel,
      [cell([12, 10, 8, 0, 0, 0, 0, 0], [12, null, null, 0, 0, 0, 0, 0])],
    ));

  test('of more who asked than were accepted is not told', () =>
    given(...each(12, (number) => referred(number)), ...each(5, accepted), ...each(7, requested)).thenServed(
      referralFunnel,
      [cell([12, 0, 5, 7, 0, 0, 0, 0], [12, 0, 5, null, 0, 0, 0, 0])],
    ));

  test('of five is told', () =>
    given(...each(12, (number) => referred(number)), ...each(7, acknowledged)).thenServed(referralFunnel, [
      cell([12, 7, 0, 0, 0, 0, 0, 0], [12, 7, 0, 0, 0, 0, 0, 0]),
    ]));
});

describe('a small outcome', () => {
  const assessedOf = (count: number) => [
    ...each(count, (number) => referred(number)),
    ...each(count, requested),
    ...each(count, contacted),
    ...each(count, assessed),
  ];

  test('is not told by the other: of eight, seven established would leave one', () =>
    given(...assessedOf(8), ...each(7, established), notEstablished(8)).thenServed(referralFunnel, [
      cell([8, 0, 0, 8, 8, 8, 7, 1], [8, 0, 0, 8, 8, 8, null, null]),
    ]));

  test('is not told by none of the other either', () =>
    given(...assessedOf(8), notEstablished(8)).thenServed(referralFunnel, [
      cell([8, 0, 0, 8, 8, 8, 0, 1], [8, 0, 0, 8, 8, 8, null, null]),
    ]));

  test('is not told by both of them: of eleven, five and five would leave one open', () =>
    given(...assessedOf(11), ...each(5, established), ...each(5, notEstablished, 6)).thenServed(referralFunnel, [
      cell([11, 0, 0, 11, 11, 11, 5, 5], [11, 0, 0, 11, 11, 11, null, null]),
    ]));

  test('is told with the other when both are large', () =>
    given(...assessedOf(10), ...each(5, established), ...each(5, notEstablished, 6)).thenServed(referralFunnel, [
      cell([10, 0, 0, 10, 10, 10, 5, 5], [10, 0, 0, 10, 10, 10, 5, 5]),
    ]));
});

test('a referral counts once with each of its needs, in its own month of Asia/Tokyo and its own prefecture', () => {
  const one = [1, 0, 0, 0, 0, 0, 0, 0];
  const small = [null, 0, 0, 0, 0, 0, 0, 0];
  const row = (month: string, prefecture: string, need: string) =>
    cell(one, small, {
      cell: `${month}:${prefecture}:${need}`,
      month,
      prefecture,
      need,
      offices: [`iesc-${prefecture}`, `nasilc-${prefecture}`],
    });
  return given(
    referred(1, { circumstances: ['LAYOFF', 'OTHER'] }),
    referred(2, { prefecture: '13' }, '2025-11-30T15:00:00.000Z'),
    referred(3, {}, '2025-10-31T14:59:59.999Z'),
  ).thenServed(referralFunnel, [
    row('2025-10', '22', 'LAYOFF'),
    row('2025-11', '22', 'LAYOFF'),
    row('2025-11', '22', 'OTHER'),
    row('2025-12', '13', 'LAYOFF'),
  ]);
});

test('one that headquarters finds an office for counts there from then on, with all it has reached', async () => {
  const triage = referred(1, { prefecture: null, officeId: null });
  const routed = ofReferral(1, ReferralRouted({ officeId: 'iesc-22', prefecture: '22' }));
  const nowhere = { cell: '2025-11:none:LAYOFF', prefecture: null, offices: [] };
  await given(triage, requested(1)).thenServed(referralFunnel, [
    cell([1, 0, 0, 1, 0, 0, 0, 0], [null, 0, 0, null, 0, 0, 0, 0], nowhere),
  ]);
  await given(triage, requested(1), contacted(1), routed, assessed(1)).thenServed(referralFunnel, [
    cell([1, 0, 0, 1, 1, 1, 0, 0], [null, 0, 0, null, null, null, 0, 0]),
  ]);
});

test('one that another prefecture’s office took counts there, with all it has reached', async () => {
  const taken = ofReferral(1, RedirectAccepted({ ...exampleOf(RedirectAccepted).data, prefecture: '23' }));
  const there = { cell: '2025-11:23:LAYOFF', prefecture: '23', offices: ['iesc-23', 'nasilc-23'] };
  await given(referred(1), acknowledged(1), requested(1), taken, contacted(1)).thenServed(referralFunnel, [
    cell([1, 1, 0, 1, 1, 0, 0, 0], [null, null, 0, null, null, 0, 0, 0], there),
  ]);
});

test('a case without a referral, and a second one of the same referral, are none of it', () =>
  given(
    referred(1),
    ofCase(7, SupportRequested({ ...exampleOf(SupportRequested).data, referralId: null })),
    contacted(7),
    requested(1, 8),
    requested(1, 9),
    contacted(9),
  ).thenServed(referralFunnel, [cell([1, 0, 0, 1, 0, 0, 0, 0], [null, 0, 0, null, 0, 0, 0, 0])]));
