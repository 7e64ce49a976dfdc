import { projection, referenceOf } from '#contexts/kernel';
import { boolean, day, instant, json, key, list, sealed, table, text } from '#platform/projections';
import type { Actor, DataClass } from '#platform/event-store';
import type { Personal } from '#platform/event-schema';
import { FOR_CONSENT } from '../held-for-consent.ts';

interface Attempt {
  readonly channel: string;
  readonly result: string;
  readonly note: Personal<string> | null;
  readonly attemptedAt: string;
}

interface Hold {
  readonly reason: string;
  readonly until: string | null;
  readonly message: Personal<string> | null;
}

interface PlacedPerson {
  readonly workerId: string;
  readonly name: Personal<string>;
  readonly lastDayWorked: string;
  readonly firstDay: string;
  /** Calendar days: 1 is the very next day. */
  readonly daysBetween: number;
}

/**
 * One support case in full. IESC sees the case, workers' names only the advisor in charge; who referred the client, and
 * their association, see how it stands and what came of it (class A), never how to reach the owner (C), the advisor's notes
 * (B) or a worker (D); and nothing at all as long as the consent the referral rests on does not hold, from its own event on.
 */
export const supportCaseDetail = projection({
  name: 'support_case_detail',
  version: 4,
  audience: 'both',
  aggregate: 'supportcase',
  table: table({
    caseId: key(),
    /** To say on the telephone; of a case that goes on from a referral or a recommendation, theirs. */
    reference: text().nullable().fieldClass('A'),
    clientId: text().fieldClass('A'),
    officeId: text().fieldClass('A'),
    prefecture: text().nullable().fieldClass('A'),
    stage: text().fieldClass('A'),
    outcome: text().nullable().fieldClass('A'),
    referralId: text().nullable().fieldClass('A'),
    /** Who referred the client, and their association, if the owner's request named a referral. */
    consultantId: text().nullable().fieldClass('A'),
    associationId: text().nullable().fieldClass('A'),
    /** The consent that referral rests on. */
    consentId: text().nullable().fieldClass('A'),
    contactedAt: instant().nullable().fieldClass('A'),
    closedAt: instant().nullable().fieldClass('A'),
    establishmentId: text().fieldClass('B'),
    recommendationId: text().nullable().fieldClass('B'),
    channel: text().fieldClass('B'),
    circumstances: list(text()).fieldClass('B'),
    wish: sealed().fieldClass('B'),
    requestedBy: sealed().fieldClass('B'),
    firstContactBy: instant().fieldClass('B'),
    advisorId: text().nullable().fieldClass('B'),
    /** Why it is on hold, each reason with its last day, where that is known. */
    holds: json<readonly Hold[]>().fieldClass('B'),
    attempts: json<readonly Attempt[]>().fieldClass('B'),
    firstContactChannel: text().nullable().fieldClass('B'),
    assessBy: instant().nullable().fieldClass('B'),
    kind: text().nullable().fieldClass('B'),
    summary: sealed().nullable().fieldClass('B'),
    assessedOn: day().nullable().fieldClass('B'),
    crossPrefecture: boolean().nullable().fieldClass('B'),
    reason: text().nullable().fieldClass('B'),
    message: sealed().nullable().fieldClass('B'),
    persons: json<readonly PlacedPerson[]>().fieldClass('D'),
    /** Whose headquarters have the case in sight: of one that nobody referred, IESC's alone. */
    organisations: list(text()).fieldClass('B'),
    requestedAt: instant(),
    agreementVersion: text(),
  }).index('requestedAt'),
  scope: {
    offices: ['officeId', 'associationId'],
    persons: ['consultantId'],
    organisations: ['organisations'],
  },
  reveals: revealed,
  serve: {
    path: '/support-cases',
    summary: 'Support cases in full, each side seeing what is its to see',
    // A filter tells a value as well as a column does, so none is on what some readers must not see.
    filters: ['caseId', 'requestedAt'],
    sorts: ['requestedAt'],
    joins: {
      client: ['client_directory', 'clientId', ['name', 'corporateNumber', 'owner'], 'as there'],
      referral: ['referral_detail', 'referralId', ['reference']],
      consent: ['consent_register', 'consentId', ['stage', 'lackingSince']],
      recommendation: ['iesc_recommendations_made', 'recommendationId', ['reference', 'code']],
    },
  },
  on: {
    SupportRequested: ({ data, streamId, occurredAt, metadata }) => ({
      caseId: streamId,
      reference: metadata.$correlationId === streamId ? referenceOf(streamId, data.prefecture, occurredAt) : null,
      clientId: data.clientId,
      officeId: data.officeId,
      prefecture: data.prefecture,
      stage: 'requested',
      outcome: null,
      referralId: data.referralId,
      consultantId: data.referredBy,
      associationId: data.associationId,
      consentId: data.consentId,
      contactedAt: null,
      closedAt: null,
      establishmentId: data.establishmentId,
      recommendationId: data.recommendationId,
      channel: data.channel,
      circumstances: data.circumstances,
      wish: data.wish,
      requestedBy: data.requestedBy,
      firstContactBy: data.firstContactBy,
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
      organisations: data.referredBy === null ? ['iesc'] : ['iesc', 'nasilc'],
      requestedAt: occurredAt,
      agreementVersion: metadata.agreementVersion,
    }),
    AdvisorAssigned: ({ data: { advisorId } }, row) =>
      row && { ...row, advisorId, stage: row.stage === 'requested' ? 'assigned' : row.stage },
    AdvisorReassigned: ({ data: { advisorId } }, row) => row && { ...row, advisorId },
    CaseHeld: ({ data: { reason, until, message } }, row) =>
      row && { ...row, stage: 'on_hold', holds: [...row.holds, { reason, until, message }] },
    CaseResumed: ({ data: { reason, stage } }, row) =>
      row && { ...row, stage, holds: row.holds.filter((hold) => hold.reason !== reason) },
    ContactAttempted: ({ data: { channel, result, note, attemptedAt } }, row) =>
      row && { ...row, attempts: [...row.attempts, { channel, result, note, attemptedAt }] },
    SupportInitiated: ({ data: { channel, contactedAt, assessBy } }, row) =>
      row && { ...row, stage: 'contacted', firstContactChannel: channel, contactedAt, assessBy },
    NeedsAssessed: ({ data: { kind, summary, assessedOn } }, row) =>
      row && { ...row, stage: 'assessed', kind, summary, assessedOn },
    PlacementEstablished: ({ data: { kind, crossPrefecture, persons } }, row) =>
      row && { ...row, stage: 'established', kind, crossPrefecture, persons },
    CaseNotEstablished: ({ data: { reason, message } }, row) =>
      row && { ...row, stage: 'not_established', reason, message, holds: [] },
    CaseClosed: ({ data: { outcome }, occurredAt }, row) =>
      row && { ...row, stage: 'closed', outcome, closedAt: occurredAt, holds: [] },
  },
});

interface Seen {
  readonly stage: string;
  readonly consultantId: string | null;
  readonly advisorId: string | null;
  readonly holds: readonly Hold[];
  readonly requestedAt: string;
}

function isHeldForConsent(holds: readonly Hold[]): boolean {
  return holds.some(({ reason }) => reason === FOR_CONSENT);
}

/**
 * Whether the consent covers the hand-over no more, which the case is held for only after it. One that the owner asked for
 * since is not held for that, and what came of a closed one stays.
 */
function lacksConsent({ stage, requestedAt }: Seen, consent: { readonly [column: string]: unknown } | undefined) {
  const since = consent?.['lackingSince'];
  return typeof since === 'string' && requestedAt <= since && stage !== 'closed';
}

function revealed(
  row: Seen,
  reader: Actor,
  { consent }: { readonly consent?: { readonly [column: string]: unknown } | undefined } = {},
): readonly DataClass[] {
  const { consultantId, advisorId, holds } = row;
  if (reader.role === 'auditor') return ['A', 'B', 'C', 'D'];
  if (reader.org === 'nasilc') {
    return consultantId === null || isHeldForConsent(holds) || lacksConsent(row, consent) ? [] : ['A'];
  }
  return reader.userId === advisorId ? ['A', 'B', 'C', 'D'] : ['A', 'B', 'C'];
}
