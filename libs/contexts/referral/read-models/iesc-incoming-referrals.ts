import { projection } from '#contexts/kernel';
import type { Actor } from '#platform/event-store';
import { boolean, day, instant, integer, json, key, list, table, text } from '#platform/projections';
import { businessDaysAfter, dayOf, dueAt, iescHeadquarters } from '#reference-data';
import { lacksConsent } from './consent-of-referral.ts';
import { goingOn, waiting, type Wait } from './what-is-due.ts';

/**
 * What an IESC office has to work through: the referrals that reached it, by what is due first. Before acceptance an
 * office knows of the client only need, prefecture, size, industry and urgency (class A minimal).
 */
export const iescIncomingReferrals = projection({
  name: 'iesc_incoming_referrals',
  version: 5,
  audience: 'iesc',
  aggregate: 'referral',
  table: table({
    referralId: key(),
    clientId: text().fieldClass('A'),
    consentId: text(),
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
    /** Last day of a hold, where one is known. */
    heldUntil: day().nullable(),
    /** The office that was asked to take it. */
    redirectTo: text().nullable(),
    /** Referral that goes on for this one. */
    duplicateOf: text().nullable(),
    /** Earlier referrals that it may be a duplicate of. */
    possibleDuplicateOf: list(text()),
    /** Whether the shared core was opened to the office: it accepted, or the owner asked for support. */
    isOpened: boolean(),
    /** Whether the consent it rests on holds: without it nothing of the client is shown. */
    hasConsent: boolean(),
    /** What was due when it was held, redirected, stopped or marked, the last of them last. */
    waits: json<readonly Wait[]>(),
  })
    .index('officeId', 'dueAt')
    .index('officeId', 'submittedAt')
    .index('dueAt')
    .index('submittedAt')
    .index('advisorId', 'dueAt'),
  scope: { offices: ['officeId', 'redirectTo'] },
  reveals: (row, reader, { consent } = {}) => (isOpenTo(row, reader) && !lacksConsent(row, consent) ? ['A'] : []),
  serve: {
    path: '/iesc/referral-inbox',
    summary: 'Referrals that reached the office',
    filters: ['stage', 'prefecture', 'urgency', 'circumstances', 'advisorId', 'officeId', 'dueAt'],
    sorts: ['dueAt', 'submittedAt'],
    joins: {
      client: ['client_directory', 'clientId', ['name'], 'as there'],
      consent: ['consent_register', 'consentId', ['stage', 'lackingSince']],
    },
  },
  on: {
    ClientReferred: ({ data, streamId, occurredAt }) => ({
      referralId: streamId,
      clientId: data.clientId,
      consentId: data.consentId,
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
      heldUntil: null,
      redirectTo: null,
      duplicateOf: null,
      possibleDuplicateOf: [],
      isOpened: false,
      hasConsent: true,
      waits: [],
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
    ReferralAccepted: (_, row) => row && { ...row, stage: 'accepted', dueAt: null, isOpened: true },
    ReferralDeclined: (_, row) => row && { ...row, stage: 'declined', dueAt: null },
    ReferralWithdrawn: (_, row) => row && { ...row, stage: 'withdrawn', isOpened: false, ...nothingDue },
    ReferralLapsed: (_, row) => row && { ...row, stage: 'lapsed', ...nothingDue },
    ReferralHeld: ({ data: { until }, occurredAt }, row) =>
      row && { ...row, stage: 'on_hold', heldUntil: until, ...waiting(row, null, occurredAt) },
    ReferralResumed: ({ data: { stage }, occurredAt }, row) =>
      row && { ...row, stage, heldUntil: null, ...goingOn(row, occurredAt) },
    ReferralRedirected: ({ data: { to, answerBy } }, row) =>
      row && { ...row, stage: 'redirect_pending', redirectTo: to, ...waiting(row, answerBy, null) },
    RedirectAccepted: ({ data: { officeId, prefecture, acknowledgeBy } }, row) =>
      row && {
        ...row,
        ...{ stage: 'submitted', officeId, prefecture, advisorId: null, isOpened: false },
        ...nothingDue,
        dueAt: acknowledgeBy,
      },
    RedirectRefused: ({ data: { stage }, occurredAt }, row) =>
      row && { ...row, stage, redirectTo: null, ...goingOn(row, occurredAt) },
    DuplicateReferralDetected: ({ data: { earlierId } }, row) =>
      row && { ...row, possibleDuplicateOf: [...row.possibleDuplicateOf, earlierId] },
    DuplicateReferralMarked: ({ data: { primaryId }, occurredAt }, row) =>
      row && { ...row, stage: 'duplicate', duplicateOf: primaryId, ...waiting(row, null, occurredAt) },
    DuplicateReferralUnmarked: ({ data: { stage }, occurredAt }, row) =>
      row && { ...row, stage, duplicateOf: null, ...goingOn(row, occurredAt) },
    ReferralConsentBlocked: ({ occurredAt }, row) =>
      row && { ...row, stage: 'consent_blocked', hasConsent: false, ...waiting(row, null, occurredAt) },
    ReferralConsentUnblocked: ({ data: { stage }, occurredAt }, row) =>
      row && { ...row, stage, hasConsent: true, ...goingOn(row, occurredAt) },
    ReferralReopened: ({ data: { stage, advisorId, decideBy } }, row) =>
      row && {
        ...row,
        ...{ stage, advisorId, isOpened: false, hasConsent: true },
        ...nothingDue,
        dueAt: decideBy,
      },
    SupportCaseLinked: (_, row) =>
      row && {
        ...row,
        ...nothingDue,
        isOpened: row.isOpened || row.hasConsent,
        stage: row.stage === 'consent_blocked' ? 'consent_blocked' : 'case_linked',
      },
    ReferralOutcomeReported: (_, row) => row && { ...row, stage: 'outcome_reported' },
    ReferralClosed: (_, row) => row && { ...row, stage: 'closed' },
  },
});

/** What is due no more once the referral has ended, or a case goes on for it. */
const nothingDue = { dueAt: null, daysLeftToDecide: null, heldUntil: null, redirectTo: null, waits: [] };

interface Opening {
  readonly isOpened: boolean;
  readonly hasConsent: boolean;
  readonly redirectTo: string | null;
}

/** Open to the office that accepted, or that the owner asked for support; to one that is only asked to take it, not yet. */
function isOpenTo({ isOpened, hasConsent, redirectTo }: Opening, { officeId }: Actor): boolean {
  return isOpened && hasConsent && (redirectTo === null || officeId !== redirectTo);
}
