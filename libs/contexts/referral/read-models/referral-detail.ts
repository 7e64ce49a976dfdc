import { projection, referenceOf } from '#contexts/kernel';
import type { Actor } from '#platform/event-store';
import { boolean, day, instant, json, key, list, sealed, table, text } from '#platform/projections';
import type { Personal } from '#platform/event-schema';
import { iescHeadquarters } from '#reference-data';
import { lacksConsent } from './consent-of-referral.ts';

interface Exchange {
  readonly question: Personal<string>;
  readonly askedAt: string;
  readonly answer: Personal<string> | null;
  readonly answeredAt: string | null;
}

/**
 * One referral for both sides. What identifies the client (class A), and how to reach the owner (C), is IESC's to see once
 * it accepted; who referred finds the owner in the client directory, if it was they who registered the company.
 */
export const referralDetail = projection({
  name: 'referral_detail',
  version: 4,
  audience: 'both',
  aggregate: 'referral',
  table: table({
    referralId: key(),
    /** To say on the telephone. */
    reference: text(),
    clientId: text().fieldClass('A'),
    consentId: text(),
    consultantId: text(),
    associationId: text(),
    officeId: text(),
    prefecture: text().nullable(),
    advisorId: text().nullable(),
    stage: text(),
    circumstances: list(text()),
    backgrounds: list(text()),
    backgroundText: sealed().nullable().fieldClass('A'),
    ownersWish: sealed().fieldClass('A'),
    urgency: text(),
    industry: text().nullable(),
    sizeBand: text(),
    informationExchanged: json<readonly Exchange[]>().fieldClass('A'),
    reason: text().nullable(),
    side: text().nullable(),
    /** What was said at acceptance or decline, or when it was taken back after it had opened. */
    message: sealed().nullable(),
    /** What the consultant said when they took it back before it opened: of a client the office never came to know. */
    withdrawalMessage: sealed().nullable().fieldClass('A'),
    /** Why it is on hold, and until when, where that is known. */
    heldFor: text().nullable(),
    heldUntil: day().nullable(),
    holdMessage: sealed().nullable(),
    /** The office that was asked to take it, why, and what it answered last. */
    redirectTo: text().nullable(),
    redirectReason: text().nullable(),
    redirectMessage: sealed().nullable(),
    /** The referral that goes on for this one, and earlier ones that it may be a duplicate of. */
    duplicateOf: text().nullable(),
    possibleDuplicateOf: list(text()),
    reopenedAt: instant().nullable(),
    reopenReason: text().nullable(),
    reopenMessage: sealed().nullable(),
    /** Whether the shared core was opened to the office: it accepted, or the owner asked for support. */
    isOpened: boolean(),
    /** What became of the consent, as long as it does not hold: nothing of the client is shown then. */
    consentLost: text().nullable(),
    caseId: text().nullable(),
    outcome: text().nullable(),
    submittedAt: instant(),
    acknowledgedAt: instant().nullable(),
    decidedAt: instant().nullable(),
    closedAt: instant().nullable(),
    agreementVersion: text(),
  }).index('submittedAt'),
  scope: { offices: ['officeId', 'associationId', 'redirectTo'], persons: ['consultantId'] },
  reveals: (row, reader, { consent } = {}) =>
    reader.org !== 'iesc' ? ['A'] : isOpenTo(row, reader) && !lacksConsent(row, consent) ? ['A', 'C'] : [],
  serve: {
    path: '/referrals',
    summary: 'Referrals in full, each side seeing what is its to see',
    filters: ['stage', 'reference', 'circumstances', 'officeId', 'consultantId'],
    sorts: ['submittedAt'],
    joins: {
      client: ['client_directory', 'clientId', ['name', 'corporateNumber', 'owner'], 'as there'],
      consent: ['consent_register', 'consentId', ['stage', 'lackingSince']],
    },
  },
  on: {
    ClientReferred: ({ data, streamId, occurredAt, metadata }) => ({
      referralId: streamId,
      reference: referenceOf(metadata.$correlationId, data.prefecture, occurredAt),
      clientId: data.clientId,
      consentId: data.consentId,
      consultantId: data.consultantId,
      associationId: data.associationId,
      officeId: data.officeId ?? iescHeadquarters.id,
      prefecture: data.prefecture,
      advisorId: null,
      stage: 'submitted',
      circumstances: data.circumstances,
      backgrounds: data.backgrounds,
      backgroundText: data.backgroundText,
      ownersWish: data.ownersWish,
      urgency: data.urgency,
      industry: data.industry,
      sizeBand: data.sizeBand,
      informationExchanged: [],
      reason: null,
      side: null,
      message: null,
      withdrawalMessage: null,
      heldFor: null,
      heldUntil: null,
      holdMessage: null,
      redirectTo: null,
      redirectReason: null,
      redirectMessage: null,
      duplicateOf: null,
      possibleDuplicateOf: [],
      reopenedAt: null,
      reopenReason: null,
      reopenMessage: null,
      isOpened: false,
      consentLost: null,
      caseId: null,
      outcome: null,
      submittedAt: occurredAt,
      acknowledgedAt: null,
      decidedAt: null,
      closedAt: null,
      agreementVersion: metadata.agreementVersion,
    }),
    ReferralRouted: ({ data: { officeId, prefecture } }, row) => row && { ...row, officeId, prefecture },
    ReferralAcknowledged: (event, row) => row && { ...row, stage: 'received', acknowledgedAt: event.occurredAt },
    ReferralTaken: ({ data: { advisorId } }, row) => row && { ...row, stage: 'under_review', advisorId },
    ReferralAssigned: ({ data: { advisorId } }, row) => row && { ...row, advisorId },
    InformationRequested: ({ data: { question }, occurredAt }, row) =>
      row && {
        ...row,
        stage: 'returned',
        informationExchanged: [
          ...row.informationExchanged,
          { question, askedAt: occurredAt, answer: null, answeredAt: null },
        ],
      },
    InformationSupplied: ({ data: { answer }, occurredAt }, row) =>
      row && {
        ...row,
        stage: 'under_review',
        informationExchanged: row.informationExchanged.map((exchange) =>
          exchange.answer === null ? { ...exchange, answer, answeredAt: occurredAt } : exchange,
        ),
      },
    ReferralAccepted: ({ data: { message }, occurredAt }, row) =>
      row && { ...row, stage: 'accepted', message, decidedAt: occurredAt, isOpened: true },
    ReferralDeclined: ({ data: { reason, side, message }, occurredAt }, row) =>
      row && { ...row, stage: 'declined', reason, side, message, decidedAt: occurredAt },
    ReferralWithdrawn: ({ data: { reason, side, message } }, row) =>
      row && {
        ...row,
        ...notWaiting,
        stage: 'withdrawn',
        reason,
        side,
        isOpened: false,
        ...(row.isOpened && row.consentLost === null ? { message } : { withdrawalMessage: message }),
      },
    ReferralLapsed: ({ data: { because } }, row) => row && { ...row, ...notWaiting, stage: 'lapsed', reason: because },
    ReferralHeld: ({ data: { reason, until, message } }, row) =>
      row && { ...row, stage: 'on_hold', heldFor: reason, heldUntil: until, holdMessage: message },
    ReferralResumed: ({ data: { stage } }, row) => row && { ...row, ...notWaiting, stage },
    ReferralRedirected: ({ data: { reason, message, to } }, row) =>
      row && {
        ...row,
        stage: 'redirect_pending',
        redirectTo: to,
        redirectReason: reason,
        redirectMessage: message,
      },
    RedirectAccepted: ({ data: { officeId, prefecture } }, row) =>
      row && {
        ...row,
        ...{ stage: 'submitted', officeId, prefecture, advisorId: null, isOpened: false },
        ...{ redirectTo: null, acknowledgedAt: null, decidedAt: null, message: null },
      },
    RedirectRefused: ({ data: { stage, message } }, row) =>
      row && { ...row, stage, redirectTo: null, redirectMessage: message },
    DuplicateReferralDetected: ({ data: { earlierId } }, row) =>
      row && { ...row, possibleDuplicateOf: [...row.possibleDuplicateOf, earlierId] },
    DuplicateReferralMarked: ({ data: { primaryId, outcome } }, row) =>
      row && { ...row, stage: 'duplicate', duplicateOf: primaryId, outcome },
    DuplicateReferralUnmarked: ({ data: { stage } }, row) => row && { ...row, stage, duplicateOf: null, outcome: null },
    CoReferrerInformed: ({ data: { outcome } }, row) => row && { ...row, outcome },
    ReferralConsentBlocked: ({ data: { because } }, row) =>
      row && { ...row, stage: 'consent_blocked', consentLost: because },
    ReferralConsentUnblocked: ({ data: { stage } }, row) => row && { ...row, stage, consentLost: null },
    ReferralReopened: ({ data: { stage, advisorId, reason, message }, occurredAt }, row) =>
      row && {
        ...row,
        ...notWaiting,
        ...{ stage, advisorId, isOpened: false, consentLost: null },
        ...{ reopenedAt: occurredAt, reopenReason: reason, reopenMessage: message },
        ...{ reason: null, side: null, message: null, withdrawalMessage: null, outcome: null },
        ...{ decidedAt: null, closedAt: null },
      },
    SupportCaseLinked: ({ data: { caseId } }, row) =>
      row && {
        ...row,
        ...(row.stage === 'consent_blocked' ? {} : { ...notWaiting, stage: 'case_linked' }),
        caseId,
        reason: null,
        side: null,
        // Why it was declined or taken back holds no longer; what an acceptance said does.
        message: row.isOpened ? row.message : null,
        withdrawalMessage: null,
        isOpened: row.isOpened || row.consentLost === null,
      },
    ReferralOutcomeReported: ({ data: { outcome } }, row) => row && { ...row, stage: 'outcome_reported', outcome },
    ReferralClosed: (event, row) => row && { ...row, stage: 'closed', closedAt: event.occurredAt },
  },
});

/** It goes its way, or has ended: neither on hold nor asked of another office. */
const notWaiting = { heldFor: null, heldUntil: null, holdMessage: null, redirectTo: null };

interface Opening {
  readonly isOpened: boolean;
  readonly consentLost: string | null;
  readonly redirectTo: string | null;
}

/** Open to the office that accepted, or that the owner asked for support; to one that is only asked to take it, not yet. */
function isOpenTo({ isOpened, consentLost, redirectTo }: Opening, { officeId }: Actor): boolean {
  return isOpened && consentLost === null && (redirectTo === null || officeId !== redirectTo);
}
