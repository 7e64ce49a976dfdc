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
import { actor } from '#contexts/testing';
import { exampleOf, type Fact } from '#platform/event-schema';
import type { Actor } from '#platform/event-store';
import { given, on, sealedInTest } from '#platform/testing';
import { supportCaseDetail } from './support-case-detail.ts';

const caseId = '0b6c1d9e-43a1-4c57-9b1f-0000000000ca';
const referralId = '0b6c1d9e-43a1-4c57-9b1f-000000000005';
const stream = `supportcase-${caseId}` as const;
const requested = exampleOf(SupportRequested);
const assigned = AdvisorAssigned({ advisorId: 'iesc-advisor-1' });
const initiated = exampleOf(SupportInitiated);
const needs = exampleOf(NeedsAssessed);
const after = (...facts: Fact[]) =>
  given(
    on(stream, requested, { $correlationId: referralId, agreementVersion: 'AGR-2025' }),
    ...facts.map((fact) => on(stream, fact)),
  );

const row = {
  caseId,
  reference: null,
  clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
  officeId: 'iesc-22',
  prefecture: '22',
  stage: 'requested',
  outcome: null,
  referralId,
  consultantId: 'consultant-22-1',
  associationId: 'nasilc-22',
  consentId: requested.data.consentId,
  contactedAt: null,
  closedAt: null,
  establishmentId: '0b6c1d9e-43a1-4c57-9b1f-000000000004',
  recommendationId: null,
  channel: 'referral',
  circumstances: ['TEMPORARY_OVERSTAFFING'],
  wish: sealedInTest('在籍型出向で雇用を維持したい'),
  requestedBy: sealedInTest('浜名 宏'),
  firstContactBy: '2025-11-11T14:59:59.999Z',
  advisorId: null,
  holds: [],
  attempts: [],
  firstContactChannel: null,
  assessBy: null,
  kind: null,
  summary: null,
  assessedOn: null,
  crossPrefecture: null,
  reason: null,
  message: null,
  persons: [],
  organisations: ['iesc', 'nasilc'],
  requestedAt: '2026-04-01T00:00:00.000Z',
  agreementVersion: 'AGR-2025',
};
const assignedRow = { ...row, stage: 'assigned', advisorId: 'iesc-advisor-1' };
const contactedRow = {
  ...assignedRow,
  stage: 'contacted',
  firstContactChannel: 'phone',
  contactedAt: '2025-11-10T06:30:00.000Z',
  assessBy: '2025-11-25T14:59:59.999Z',
};
const assessedRow = {
  ...contactedRow,
  stage: 'assessed',
  kind: 'secondment_out',
  summary: sealedInTest('CNCオペレーター3名、6か月の在籍型出向'),
  assessedOn: '2025-11-13',
};
const establishedRow = {
  ...assessedRow,
  stage: 'established',
  crossPrefecture: true,
  persons: [
    {
      workerId: '0b6c1d9e-43a1-4c57-9b1f-000000000006',
      name: sealedInTest('望月 隆'),
      lastDayWorked: '2025-12-26',
      firstDay: '2026-01-05',
      daysBetween: 10,
    },
    {
      workerId: '0b6c1d9e-43a1-4c57-9b1f-000000000007',
      name: sealedInTest('山下 翔太'),
      lastDayWorked: '2026-01-04',
      firstDay: '2026-01-05',
      daysBetween: 1,
    },
  ],
};

describe('the row', () => {
  test('begins with the request, and knows who referred', () => after().thenRows(supportCaseDetail, [row]));

  test('has a reference of its own where the case began a family of its own', () =>
    given(on(stream, requested, { $correlationId: caseId, agreementVersion: 'AGR-2025' })).thenRows(supportCaseDetail, [
      { ...row, reference: '22-2026-0000006A-3' },
    ]));

  test('keeps every attempt', () =>
    after(
      assigned,
      exampleOf(ContactAttempted),
      ContactAttempted({ channel: 'email', result: 'no_answer', note: null, attemptedAt: '2025-11-10T08:00:00.000Z' }),
    ).thenRows(supportCaseDetail, [
      {
        ...assignedRow,
        attempts: [
          {
            channel: 'phone',
            result: 'message_left',
            note: sealedInTest('総務の方に伝言'),
            attemptedAt: '2025-11-10T05:00:00.000Z',
          },
          { channel: 'email', result: 'no_answer', note: null, attemptedAt: '2025-11-10T08:00:00.000Z' },
        ],
      },
    ]));

  test('has the assessment', () => after(assigned, initiated, needs).thenRows(supportCaseDetail, [assessedRow]));

  test('stays where it is under another advisor', () =>
    after(assigned, initiated, AdvisorAssigned({ advisorId: 'iesc-advisor-2' })).thenRows(supportCaseDetail, [
      { ...contactedRow, advisorId: 'iesc-advisor-2' },
    ]));

  test('has the placement', () =>
    after(assigned, initiated, needs, exampleOf(PlacementEstablished)).thenRows(supportCaseDetail, [establishedRow]));

  test('has why nothing came of it, and ends with the outcome', () =>
    after(assigned, exampleOf(CaseNotEstablished), CaseClosed({ outcome: 'not_established', referralId })).thenRows(
      supportCaseDetail,
      [
        {
          ...assignedRow,
          stage: 'closed',
          reason: 'no_counterpart',
          message: sealedInTest('県内に受入先が見つかりませんでした'),
          outcome: 'not_established',
          closedAt: '2026-04-01T00:00:03.000Z',
        },
      ],
    ));

  test('stays where it is when it is given to another advisor', () =>
    after(assigned, AdvisorReassigned({ ...exampleOf(AdvisorReassigned).data, advisorId: 'iesc-advisor-2' })).thenRows(
      supportCaseDetail,
      [{ ...assignedRow, advisorId: 'iesc-advisor-2' }],
    ));

  describe('on hold', () => {
    const season = CaseHeld({ reason: 'season', until: '2025-12-26', message: '繁忙期' });
    const consent = CaseHeld({ reason: 'consent', until: null, message: null });
    const forSeason = { reason: 'season', until: '2025-12-26', message: sealedInTest('繁忙期') };
    const forConsent = { reason: 'consent', until: null, message: null };

    test('says why, for each reason, and goes on with the last of them', async () => {
      await after(assigned, season, consent).thenRows(supportCaseDetail, [
        { ...assignedRow, stage: 'on_hold', holds: [forSeason, forConsent] },
      ]);
      const one = CaseResumed({ reason: 'season', stage: 'on_hold' });
      await after(assigned, season, consent, one).thenRows(supportCaseDetail, [
        { ...assignedRow, stage: 'on_hold', holds: [forConsent] },
      ]);
      await after(assigned, season, consent, one, CaseResumed({ reason: 'consent', stage: 'assigned' })).thenRows(
        supportCaseDetail,
        [assignedRow],
      );
    });

    test('it can end', () =>
      after(assigned, season, exampleOf(CaseNotEstablished)).thenRows(supportCaseDetail, [
        {
          ...assignedRow,
          stage: 'not_established',
          reason: 'no_counterpart',
          message: sealedInTest('県内に受入先が見つかりませんでした'),
        },
      ]));
  });

  test('is not made by steps of a case nobody requested', () =>
    given(
      ...[
        assigned,
        exampleOf(AdvisorReassigned),
        exampleOf(CaseHeld),
        exampleOf(CaseResumed),
        exampleOf(ContactAttempted),
        initiated,
        needs,
        exampleOf(PlacementEstablished),
        exampleOf(CaseNotEstablished),
        exampleOf(CaseClosed),
      ].map((fact) => on(stream, fact)),
    ).thenRows(supportCaseDetail, []));
});

describe('who sees what', () => {
  const consultant = actor('nasilc.consultant', 'nasilc-22', 'consultant-22-1');
  const unreferred = {
    ...establishedRow,
    consultantId: null,
    associationId: null,
    consentId: null,
    referralId: null,
    organisations: ['iesc'],
  };

  /** Columns of the row that its reader sees, as the declaration has it. */
  const seenBy = (reader: Actor, of: object = establishedRow) => {
    const revealed = supportCaseDetail.reveals!(of as never, reader);
    return Object.entries(supportCaseDetail.table.columns)
      .filter(([, { dataClass }]) => dataClass === undefined || revealed.includes(dataClass))
      .map(([name]) => name);
  };
  const all = Object.keys(supportCaseDetail.table.columns);
  const statusAndOutcome = [
    'caseId',
    'reference',
    'clientId',
    'officeId',
    'prefecture',
    'stage',
    'outcome',
    'referralId',
    'consultantId',
    'associationId',
    'consentId',
    'contactedAt',
    'closedAt',
    'requestedAt',
    'agreementVersion',
  ];

  test('who referred sees status and outcome', () => expect(seenBy(consultant)).toEqual(statusAndOutcome));

  test('so does their association', () => expect(seenBy(actor('nasilc.pref_liaison'))).toEqual(statusAndOutcome));

  test.each([
    ['their own', { referralId: null, recommendationId: caseId }],
    ['a recommendation', { referralId: null }],
  ])('of a case that came by %s, NASILC’s headquarters do not even see that there is one', (_, came) => {
    const unsaid = { associationId: null, consentId: null };
    const { data } = SupportRequested({ ...requested.data, ...came, ...unsaid, referredBy: null });
    return given(
      on(stream, SupportRequested(data), { $correlationId: referralId, agreementVersion: 'AGR-2025' }),
    ).thenRows(supportCaseDetail, [{ ...row, ...came, ...unsaid, consultantId: null, organisations: ['iesc'] }]);
  });

  test('as long as the consent holds the case, NASILC sees nothing of it', () => {
    const held = { ...establishedRow, holds: [{ reason: 'consent', until: null, message: null }] };
    expect(seenBy(consultant, held)).toEqual(['caseId', 'requestedAt', 'agreementVersion']);
    expect(seenBy(consultant, { ...held, holds: [{ reason: 'season', until: null, message: null }] })).toEqual(
      statusAndOutcome,
    );
    expect(seenBy(actor('iesc.advisor'), held)).toEqual(all);
  });

  describe('while the consent of the referral covers the hand-over no more', () => {
    const before = { ...establishedRow, requestedAt: '2025-11-10T00:00:00.000Z' };
    const lacking = { consent: { stage: 'withdrawn', lackingSince: '2025-11-20T00:00:00.000Z' } };
    const classesFor = (reader: Actor, of: object, joined = lacking) =>
      supportCaseDetail.reveals!({ ...before, ...of } as never, reader, joined);

    test.each([
      ['NASILC sees nothing of a case that was requested before', {}, []],
      ['nor in the same instant', { requestedAt: '2025-11-20T00:00:00.000Z' }, []],
      ['of one that the owner asked for since, they do', { requestedAt: '2025-11-20T00:00:00.001Z' }, ['A']],
      ['of one that is closed, they do: what came of it stays', { stage: 'closed' }, ['A']],
      ['of one that came to nothing and is not closed, they do not', { stage: 'not_established' }, []],
    ])('%s', (_, of, classes) => expect(classesFor(consultant, of)).toEqual(classes));

    test('the case is held after it, and goes on after it holds again: what is held stays hidden till then', () => {
      const held = { holds: [{ reason: 'consent', until: null, message: null }] };
      const again = { consent: { stage: 'given', lackingSince: null as never } };
      expect(classesFor(consultant, held, again)).toEqual([]);
      expect(classesFor(consultant, {}, again)).toEqual(['A']);
    });

    test('IESC sees it as it did: the owner asked them for it', () =>
      expect(classesFor(actor('iesc.intake'), {})).toEqual(['A', 'B', 'C']));
  });

  test('headquarters have in sight what names their organisation', () =>
    expect(supportCaseDetail.scope.organisations).toEqual(['organisations']));

  test('nor is anything of it NASILC’s to see', () =>
    expect(seenBy(actor('nasilc.hq_liaison', 'nasilc-hq'), unreferred)).toEqual([
      'caseId',
      'requestedAt',
      'agreementVersion',
    ]));

  test('the advisor in charge sees all', () => expect(seenBy(actor('iesc.advisor'))).toEqual(all));

  test.each([
    actor('iesc.advisor', 'iesc-22', 'iesc-advisor-2'),
    actor('iesc.office_manager'),
    actor('iesc.hq_coordinator', 'iesc-hq'),
  ])('others of IESC see no worker', (reader) =>
    expect(seenBy(reader)).toEqual(all.filter((name) => name !== 'persons')),
  );

  test('the auditor sees all', () => {
    expect(seenBy(actor('auditor'))).toEqual(all);
    expect(seenBy(actor('auditor'), unreferred)).toEqual(all);
  });
});
