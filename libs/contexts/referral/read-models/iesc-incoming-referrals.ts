import { projection } from '#contexts/kernel';
import { instant, integer, key, list, table, text } from '#platform/projections';
import { businessDaysAfter, dayOf, dueAt, iescHeadquarters } from '#reference-data';

/**
 * What an IESC office has to work through: the referrals that reached it, by what is due first. Before acceptance an
 * office knows of the client only need, prefecture, size, industry and urgency (class A minimal).
 */
export const iescIncomingReferrals = projection({
  name: 'iesc_incoming_referrals',
  version: 1,
  audience: 'iesc',
  aggregate: 'referral',
  table: table({
    referralId: key(),
    clientId: text().fieldClass('A'),
    officeId: text(),
    prefecture: text().nullable(),
    stage: text(),
    circumstances: list(text()),
    urgency: text(),
    industry: text().nullable(),
    sizeBand: text(),
    associationId: text(),
    advisorId: text().nullable(),
    submittedAt: instant(),
    /** What is due next, if anything is. */
    dueAt: instant().nullable(),
    /** Business days left to decide, while the time for that rests because the consultant was asked. */
    daysLeftToDecide: integer().nullable(),
  })
    .index('officeId', 'dueAt')
    .index('officeId', 'submittedAt')
    .index('dueAt')
    .index('submittedAt')
    .index('advisorId', 'dueAt'),
  scope: { offices: ['officeId'] },
  reveals: ({ stage }) => (opened.has(stage) ? ['A'] : []),
  serve: {
    path: '/iesc/referral-inbox',
    summary: 'Referrals that reached the office',
    filters: ['stage', 'prefecture', 'urgency', 'circumstances', 'advisorId', 'officeId', 'dueAt'],
    sorts: ['dueAt', 'submittedAt'],
    joins: { client: ['client_directory', 'clientId', ['name']] },
  },
  on: {
    ClientReferred: ({ data, streamId, occurredAt }) => ({
      referralId: streamId,
      clientId: data.clientId,
      officeId: data.officeId ?? iescHeadquarters.id,
      prefecture: data.prefecture,
      stage: 'submitted',
      circumstances: data.circumstances,
      urgency: data.urgency,
      industry: data.industry,
      sizeBand: data.sizeBand,
      associationId: data.associationId,
      advisorId: null,
      submittedAt: occurredAt,
      dueAt: data.acknowledgeBy,
      daysLeftToDecide: null,
    }),
    ReferralRouted: ({ data: { officeId, prefecture } }, row) => row && { ...row, officeId, prefecture },
    ReferralAcknowledged: (_, row) => row && { ...row, stage: 'received', dueAt: null },
    ReferralTaken: ({ data: { advisorId, decideBy } }, row) =>
      row && { ...row, stage: 'under_review', advisorId, dueAt: decideBy },
    ReferralAssigned: ({ data: { advisorId } }, row) => row && { ...row, advisorId },
    InformationRequested: ({ data: { replyBy }, occurredAt }, row) =>
      row && {
        ...row,
        stage: 'returned',
        dueAt: replyBy,
        daysLeftToDecide: row.dueAt === null ? null : businessDaysAfter(dayOf(occurredAt), dayOf(row.dueAt)),
      },
    InformationSupplied: ({ occurredAt }, row) =>
      row && {
        ...row,
        stage: 'under_review',
        dueAt: row.daysLeftToDecide === null ? null : dueAt(occurredAt, row.daysLeftToDecide),
        daysLeftToDecide: null,
      },
    ReferralAccepted: (_, row) => row && { ...row, stage: 'accepted', dueAt: null },
    ReferralDeclined: (_, row) => row && { ...row, stage: 'declined', dueAt: null },
    ReferralWithdrawn: (_, row) => row && { ...row, stage: 'withdrawn', dueAt: null, daysLeftToDecide: null },
    SupportCaseLinked: (_, row) => row && { ...row, stage: 'case_linked', dueAt: null, daysLeftToDecide: null },
    ReferralOutcomeReported: (_, row) => row && { ...row, stage: 'outcome_reported' },
    ReferralClosed: (_, row) => row && { ...row, stage: 'closed' },
  },
});

/** Stages in which the shared core is open to IESC: the office accepted, or the owner asked for support. */
const opened = new Set(['accepted', 'case_linked', 'outcome_reported', 'closed']);
