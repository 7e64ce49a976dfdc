import { projection, referenceOf } from '#contexts/kernel';
import { instant, json, key, list, sealed, table, text } from '#platform/projections';
import type { Personal } from '#platform/event-schema';
import { iescHeadquarters } from '#reference-data';

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
  version: 2,
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
    caseId: text().nullable(),
    outcome: text().nullable(),
    submittedAt: instant(),
    acknowledgedAt: instant().nullable(),
    decidedAt: instant().nullable(),
    closedAt: instant().nullable(),
    agreementVersion: text(),
  }).index('submittedAt'),
  scope: { offices: ['officeId', 'associationId'], persons: ['consultantId'] },
  reveals: ({ stage }, { org }) => (org !== 'iesc' ? ['A'] : opened.has(stage) ? ['A', 'C'] : []),
  serve: {
    path: '/referrals',
    summary: 'Referrals in full, each side seeing what is its to see',
    filters: ['stage', 'reference', 'circumstances', 'officeId', 'consultantId'],
    sorts: ['submittedAt'],
    joins: { client: ['client_directory', 'clientId', ['name', 'corporateNumber', 'owner'], 'as there'] },
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
      row && { ...row, stage: 'accepted', message, decidedAt: occurredAt },
    ReferralDeclined: ({ data: { reason, side, message }, occurredAt }, row) =>
      row && { ...row, stage: 'declined', reason, side, message, decidedAt: occurredAt },
    ReferralWithdrawn: ({ data: { reason, side, message } }, row) =>
      row && {
        ...row,
        stage: 'withdrawn',
        reason,
        side,
        ...(opened.has(row.stage) ? { message } : { withdrawalMessage: message }),
      },
    SupportCaseLinked: ({ data: { caseId } }, row) =>
      row && {
        ...row,
        stage: 'case_linked',
        caseId,
        reason: null,
        side: null,
        // Why it was declined or taken back holds no longer; what an acceptance said does.
        message: row.stage === 'accepted' ? row.message : null,
        withdrawalMessage: null,
      },
    ReferralOutcomeReported: ({ data: { outcome } }, row) => row && { ...row, stage: 'outcome_reported', outcome },
    ReferralClosed: (event, row) => row && { ...row, stage: 'closed', closedAt: event.occurredAt },
  },
});

/** Stages in which the shared core is open to IESC: the office accepted, or the owner asked for support. */
const opened = new Set(['accepted', 'case_linked', 'outcome_reported', 'closed']);
