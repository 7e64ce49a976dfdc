import { projection } from '#contexts/kernel';
import { day, instant, key, list, table, text } from '#platform/projections';

/** A consultant's own referrals, and those of its members for an association: where each stands, until the loop closes. */
export const consultantReferrals = projection({
  name: 'consultant_referrals',
  version: 2,
  audience: 'nasilc',
  aggregate: 'referral',
  table: table({
    referralId: key(),
    clientId: text().fieldClass('A'),
    consultantId: text(),
    associationId: text(),
    officeId: text().nullable(),
    prefecture: text().nullable(),
    stage: text(),
    circumstances: list(text()),
    urgency: text(),
    /** Code of why it was declined, withdrawn, held or redirected, or what became of its consent. */
    reason: text().nullable(),
    outcome: text().nullable(),
    submittedAt: instant(),
    /** Last change of stage. */
    changedAt: instant(),
    /** The consultant's answer is due, if one was asked for. */
    replyBy: instant().nullable(),
    /** Last day of a hold, where one is known. */
    heldUntil: day().nullable(),
    /** The referral that goes on for this one, whose outcome is told here too. */
    duplicateOf: text().nullable(),
  })
    .index('consultantId', 'submittedAt')
    .index('associationId', 'submittedAt')
    .index('associationId', 'changedAt')
    .index('associationId', 'replyBy'),
  scope: { offices: ['associationId'], persons: ['consultantId'] },
  reveals: () => ['A'],
  serve: {
    path: '/nasilc/referrals',
    summary: 'Referrals made by the consultant, or by the association’s members',
    filters: ['stage', 'circumstances', 'outcome', 'prefecture', 'consultantId'],
    sorts: ['submittedAt', 'changedAt', 'replyBy'],
    joins: { client: ['client_directory', 'clientId', ['name']] },
  },
  on: {
    ClientReferred: ({ data, streamId, occurredAt }) => ({
      referralId: streamId,
      clientId: data.clientId,
      consultantId: data.consultantId,
      associationId: data.associationId,
      officeId: data.officeId,
      prefecture: data.prefecture,
      stage: 'submitted',
      circumstances: data.circumstances,
      urgency: data.urgency,
      reason: null,
      outcome: null,
      submittedAt: occurredAt,
      changedAt: occurredAt,
      replyBy: null,
      heldUntil: null,
      duplicateOf: null,
    }),
    ReferralRouted: ({ data: { officeId, prefecture } }, row) => row && { ...row, officeId, prefecture },
    ReferralAcknowledged: (event, row) => row && { ...row, stage: 'received', changedAt: event.occurredAt },
    ReferralTaken: (event, row) => row && { ...row, stage: 'under_review', changedAt: event.occurredAt },
    InformationRequested: ({ data, occurredAt }, row) =>
      row && { ...row, stage: 'returned', changedAt: occurredAt, replyBy: data.replyBy },
    InformationSupplied: (event, row) =>
      row && { ...row, stage: 'under_review', changedAt: event.occurredAt, replyBy: null },
    ReferralAccepted: (event, row) => row && { ...row, stage: 'accepted', changedAt: event.occurredAt },
    ReferralDeclined: ({ data, occurredAt }, row) =>
      row && { ...row, stage: 'declined', changedAt: occurredAt, reason: data.reason },
    ReferralWithdrawn: ({ data, occurredAt }, row) =>
      row && { ...row, stage: 'withdrawn', changedAt: occurredAt, reason: data.reason, replyBy: null, heldUntil: null },
    ReferralLapsed: ({ data, occurredAt }, row) =>
      row && { ...row, stage: 'lapsed', changedAt: occurredAt, reason: data.because, replyBy: null },
    ReferralHeld: ({ data: { reason, until }, occurredAt }, row) =>
      row && { ...row, stage: 'on_hold', changedAt: occurredAt, reason, heldUntil: until },
    ReferralResumed: ({ data: { stage }, occurredAt }, row) =>
      row && { ...row, stage, changedAt: occurredAt, reason: null, heldUntil: null },
    ReferralRedirected: ({ data: { reason }, occurredAt }, row) =>
      row && { ...row, stage: 'redirect_pending', changedAt: occurredAt, reason },
    RedirectAccepted: ({ data: { officeId, prefecture }, occurredAt }, row) =>
      row && { ...row, stage: 'submitted', officeId, prefecture, changedAt: occurredAt, reason: null, replyBy: null },
    RedirectRefused: ({ data: { stage }, occurredAt }, row) =>
      row && { ...row, stage, changedAt: occurredAt, reason: null },
    DuplicateReferralMarked: ({ data: { primaryId, outcome }, occurredAt }, row) =>
      row && { ...row, stage: 'duplicate', changedAt: occurredAt, duplicateOf: primaryId, outcome },
    DuplicateReferralUnmarked: ({ data: { stage }, occurredAt }, row) =>
      row && { ...row, stage, changedAt: occurredAt, duplicateOf: null, outcome: null },
    ReferralConsentBlocked: ({ data: { because }, occurredAt }, row) =>
      row && { ...row, stage: 'consent_blocked', changedAt: occurredAt, reason: because },
    ReferralConsentUnblocked: ({ data: { stage }, occurredAt }, row) =>
      row && { ...row, stage, changedAt: occurredAt, reason: null },
    ReferralReopened: ({ data: { stage }, occurredAt }, row) =>
      row && { ...row, stage, changedAt: occurredAt, reason: null, outcome: null },
    SupportCaseLinked: (event, row) =>
      row &&
      (row.stage === 'consent_blocked'
        ? row
        : { ...row, stage: 'case_linked', changedAt: event.occurredAt, reason: null, replyBy: null, heldUntil: null }),
    CoReferrerInformed: ({ data: { outcome } }, row) => row && { ...row, outcome },
    ReferralOutcomeReported: ({ data, occurredAt }, row) =>
      row && { ...row, stage: 'outcome_reported', changedAt: occurredAt, outcome: data.outcome },
    ReferralClosed: (event, row) => row && { ...row, stage: 'closed', changedAt: event.occurredAt },
  },
});
