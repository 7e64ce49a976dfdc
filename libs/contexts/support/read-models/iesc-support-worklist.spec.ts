import {
  AdvisorAssigned,
  AdvisorReassigned,
  CaseClosed,
  CaseHeld,
  CaseNotEstablished,
  CaseResumed,
  ContactAttempted,
  NeedsAssessed,
  PlacementEstablished,
  SupportInitiated,
  SupportRequested,
} from '#events/support';
import { exampleOf, type Fact } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import { iescSupportWorklist } from './iesc-support-worklist.ts';

const caseId = '0b6c1d9e-43a1-4c57-9b1f-0000000000ca';
const referralId = '0b6c1d9e-43a1-4c57-9b1f-000000000005';
const stream = `supportcase-${caseId}` as const;
const requested = exampleOf(SupportRequested);
const assigned = AdvisorAssigned({ advisorId: 'advisor-22-1' });
const initiated = exampleOf(SupportInitiated);
const established = exampleOf(PlacementEstablished);
const after = (...facts: Fact[]) =>
  given(on(stream, requested, { $correlationId: referralId }), ...facts.map((fact) => on(stream, fact)));

const row = {
  caseId,
  reference: null,
  clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
  officeId: 'iesc-22',
  prefecture: '22',
  stage: 'requested',
  channel: 'referral',
  circumstances: ['TEMPORARY_OVERSTAFFING'],
  advisorId: null,
  kind: null,
  referralId,
  recommendationId: null,
  attempts: 0,
  outcome: null,
  requestedAt: '2026-04-01T00:00:00.000Z',
  contactedAt: null,
  dueAt: '2025-11-11T14:59:59.999Z',
  heldFor: [],
  resting: null,
};
const assignedRow = { ...row, stage: 'assigned', advisorId: 'advisor-22-1' };
const contactedRow = {
  ...assignedRow,
  stage: 'contacted',
  contactedAt: '2025-11-10T06:30:00.000Z',
  dueAt: '2025-11-25T14:59:59.999Z',
};
const assessedRow = { ...contactedRow, stage: 'assessed', kind: 'secondment_out', dueAt: null };

test('a request is on the list of its office, first contact being due', () =>
  after().thenRows(iescSupportWorklist, [row]));

test('a case that began a family of its own has its own reference', () =>
  given(on(stream, requested, { $correlationId: caseId })).thenRows(iescSupportWorklist, [
    { ...row, reference: '22-2026-0000006A-3' },
  ]));

test('an advisor has it', () => after(assigned).thenRows(iescSupportWorklist, [assignedRow]));

test('attempts are counted', () =>
  after(assigned, exampleOf(ContactAttempted), exampleOf(ContactAttempted)).thenRows(iescSupportWorklist, [
    { ...assignedRow, attempts: 2 },
  ]));

test('after first contact the assessment is due, and attempts count anew', () =>
  after(assigned, exampleOf(ContactAttempted), initiated).thenRows(iescSupportWorklist, [contactedRow]));

test('another advisor leaves it where it is', () =>
  after(assigned, initiated, AdvisorAssigned({ advisorId: 'advisor-22-2' })).thenRows(iescSupportWorklist, [
    { ...contactedRow, advisorId: 'advisor-22-2' },
  ]));

test('given to another advisor it stays where it is too', () =>
  after(assigned, exampleOf(AdvisorReassigned)).thenRows(iescSupportWorklist, [
    { ...assignedRow, advisorId: 'advisor-22-2' },
  ]));

test('on hold nothing is due; afterwards it is, as many business days later as it was held', async () => {
  const at = (fact: Fact, day: string) => on(stream, fact, { occurredAt: `${day}T03:00:00.000Z` });
  const past = [
    on(stream, requested, { $correlationId: referralId }),
    on(stream, assigned),
    at(CaseHeld({ reason: 'season', until: null, message: null }), '2025-11-10'),
    at(CaseHeld({ reason: 'consent', until: null, message: null }), '2025-11-11'),
    at(CaseResumed({ reason: 'season', stage: 'on_hold' }), '2025-11-12'),
  ];
  const resumed = at(CaseResumed({ reason: 'consent', stage: 'assigned' }), '2025-11-14');
  const resting = { dueAt: '2025-11-11T14:59:59.999Z', since: '2025-11-10T03:00:00.000Z' };
  await given(...past).thenRows(iescSupportWorklist, [
    { ...assignedRow, stage: 'on_hold', dueAt: null, heldFor: ['consent'], resting },
  ]);
  await given(...past, resumed).thenRows(iescSupportWorklist, [{ ...assignedRow, dueAt: '2025-11-17T14:59:59.999Z' }]);
});

test('where nothing was due nothing is', () =>
  after(
    assigned,
    initiated,
    exampleOf(NeedsAssessed),
    CaseHeld({ reason: 'season', until: null, message: null }),
    CaseResumed({ reason: 'season', stage: 'assessed' }),
  ).thenRows(iescSupportWorklist, [assessedRow]));

test.each([
  ['not_established', exampleOf(CaseNotEstablished), {}],
  ['closed', CaseClosed({ outcome: 'not_established', referralId }), { outcome: 'not_established' }],
])('%s, it is on hold no more', (stage, fact, change) =>
  after(assigned, CaseHeld({ reason: 'season', until: null, message: null }), fact).thenRows(iescSupportWorklist, [
    { ...assignedRow, stage, dueAt: null, ...change },
  ]),
);

test('the assessment settles the kind, and attempts count anew', () =>
  after(assigned, initiated, exampleOf(ContactAttempted), exampleOf(NeedsAssessed)).thenRows(iescSupportWorklist, [
    assessedRow,
  ]));

test('a placement is established, and the case closed with its outcome', () =>
  after(
    assigned,
    initiated,
    exampleOf(NeedsAssessed),
    established,
    CaseClosed({ outcome: 'established', referralId }),
  ).thenRows(iescSupportWorklist, [{ ...assessedRow, stage: 'closed', outcome: 'established' }]));

test('what is established is not closed yet', () =>
  after(assigned, initiated, exampleOf(NeedsAssessed), established).thenRows(iescSupportWorklist, [
    { ...assessedRow, stage: 'established' },
  ]));

test('of what came to nothing, nothing is due', () =>
  after(assigned, exampleOf(CaseNotEstablished)).thenRows(iescSupportWorklist, [
    { ...assignedRow, stage: 'not_established', dueAt: null },
  ]));

test('steps of a case nobody requested make no row', () =>
  given(
    ...[
      assigned,
      exampleOf(AdvisorReassigned),
      exampleOf(CaseHeld),
      exampleOf(CaseResumed),
      exampleOf(ContactAttempted),
      initiated,
      exampleOf(NeedsAssessed),
      established,
      exampleOf(CaseNotEstablished),
      exampleOf(CaseClosed),
    ].map((fact) => on(stream, fact)),
  ).thenRows(iescSupportWorklist, []));
