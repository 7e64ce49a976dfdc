import { projection, referenceOf } from '#contexts/kernel';
import { instant, integer, json, key, list, table, text } from '#platform/projections';
import { businessDaysAfter, dayOf, dueAt } from '#reference-data';

/** What was due when a case was held. */
interface Resting {
  readonly dueAt: string | null;
  readonly since: string;
}

/** The support cases an IESC office works on, by what is due first. The owner asked for support, so the client is open. */
export const iescSupportWorklist = projection({
  name: 'iesc_support_worklist',
  version: 3,
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
    /** Why it is on hold. */
    heldFor: list(text()),
    /** What was due when it was held, and since when that rests. */
    resting: json<Resting>().nullable(),
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
      'heldFor',
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
      heldFor: [],
      resting: null,
    }),
    AdvisorAssigned: ({ data: { advisorId } }, row) =>
      row && { ...row, advisorId, stage: row.stage === 'requested' ? 'assigned' : row.stage },
    AdvisorReassigned: ({ data: { advisorId } }, row) => row && { ...row, advisorId },
    CaseHeld: ({ data: { reason }, occurredAt }, row) =>
      row && {
        ...row,
        ...{ stage: 'on_hold', heldFor: [...row.heldFor, reason], dueAt: null },
        resting: row.resting ?? { dueAt: row.dueAt, since: occurredAt },
      },
    CaseResumed: ({ data: { reason, stage }, occurredAt }, row) =>
      row && {
        ...row,
        ...{ stage, heldFor: row.heldFor.filter((other) => other !== reason) },
        ...(stage === 'on_hold' ? {} : { dueAt: dueAgain(row.resting, occurredAt), resting: null }),
      },
    ContactAttempted: (_, row) => row && { ...row, attempts: row.attempts + 1 },
    SupportInitiated: ({ data: { contactedAt, assessBy } }, row) =>
      row && { ...row, stage: 'contacted', contactedAt, attempts: 0, dueAt: assessBy },
    NeedsAssessed: ({ data: { kind } }, row) => row && { ...row, stage: 'assessed', kind, attempts: 0, dueAt: null },
    PlacementEstablished: (_, row) => row && { ...row, stage: 'established', dueAt: null },
    CaseNotEstablished: (_, row) =>
      row && { ...row, stage: 'not_established', dueAt: null, heldFor: [], resting: null },
    CaseClosed: ({ data: { outcome } }, row) => row && { ...row, stage: 'closed', outcome, heldFor: [], resting: null },
  },
});

/** As many business days from now as were left when the case was held. */
function dueAgain(resting: Resting | null, now: string): string | null {
  if (resting === null || resting.dueAt === null) return null;
  return dueAt(now, businessDaysAfter(dayOf(resting.since), dayOf(resting.dueAt)));
}
