import { projection, referenceOf } from '#contexts/kernel';
import { instant, integer, key, list, table, text } from '#platform/projections';

/** The support cases an IESC office works on, by what is due first. The owner asked for support, so the client is open. */
export const iescSupportWorklist = projection({
  name: 'iesc_support_worklist',
  version: 1,
  audience: 'iesc',
  aggregate: 'supportcase',
  table: table({
    caseId: key(),
    /** To say on the telephone; of a case that goes on from a referral or a recommendation, theirs. */
    reference: text().nullable(),
    clientId: text().fieldClass('A'),
    officeId: text(),
    prefecture: text().nullable(),
    stage: text(),
    channel: text(),
    circumstances: list(text()),
    advisorId: text().nullable(),
    /** Kind of support; settled by the assessment. */
    kind: text().nullable(),
    referralId: text().nullable(),
    recommendationId: text().nullable(),
    /** Attempts that reached nobody, since the owner was last spoken to. */
    attempts: integer(),
    outcome: text().nullable(),
    requestedAt: instant(),
    /** First contact. */
    contactedAt: instant().nullable(),
    /** What is due next, if anything is. */
    dueAt: instant().nullable(),
  })
    .index('officeId', 'stage', 'dueAt')
    .index('officeId', 'requestedAt'),
  scope: { offices: ['officeId'] },
  reveals: () => ['A'],
  serve: {
    path: '/iesc/support-worklist',
    summary: 'Support cases of the office',
    filters: [
      'stage',
      'reference',
      'prefecture',
      'circumstances',
      'channel',
      'kind',
      'advisorId',
      'officeId',
      'outcome',
      'dueAt',
    ],
    sorts: ['dueAt', 'requestedAt'],
    joins: {
      client: ['client_directory', 'clientId', ['name']],
      referral: ['referral_detail', 'referralId', ['reference']],
      recommendation: ['iesc_recommendations_made', 'recommendationId', ['reference', 'code']],
    },
  },
  on: {
    SupportRequested: ({ data, streamId, occurredAt, metadata: { $correlationId: family } }) => ({
      caseId: streamId,
      reference: family === streamId ? referenceOf(family, data.prefecture, occurredAt) : null,
      clientId: data.clientId,
      officeId: data.officeId,
      prefecture: data.prefecture,
      stage: 'requested',
      channel: data.channel,
      circumstances: data.circumstances,
      advisorId: null,
      kind: null,
      referralId: data.referralId,
      recommendationId: data.recommendationId,
      attempts: 0,
      outcome: null,
      requestedAt: occurredAt,
      contactedAt: null,
      dueAt: data.firstContactBy,
    }),
    AdvisorAssigned: ({ data: { advisorId } }, row) =>
      row && { ...row, advisorId, stage: row.stage === 'requested' ? 'assigned' : row.stage },
    ContactAttempted: (_, row) => row && { ...row, attempts: row.attempts + 1 },
    SupportInitiated: ({ data: { contactedAt, assessBy } }, row) =>
      row && { ...row, stage: 'contacted', contactedAt, attempts: 0, dueAt: assessBy },
    NeedsAssessed: ({ data: { kind } }, row) => row && { ...row, stage: 'assessed', kind, attempts: 0, dueAt: null },
    PlacementEstablished: (_, row) => row && { ...row, stage: 'established', dueAt: null },
    CaseNotEstablished: (_, row) => row && { ...row, stage: 'not_established', dueAt: null },
    CaseClosed: ({ data: { outcome } }, row) => row && { ...row, stage: 'closed', outcome },
  },
});
