import { ConsentGiven } from '#events/consent';
import {
  ClientReferred,
  DuplicateReferralMarked,
  DuplicateReferralUnmarked,
  InformationRequested,
  InformationSupplied,
  OutcomeAcknowledged,
  RedirectAccepted,
  ReferralAccepted,
  ReferralAcknowledged,
  ReferralClosed,
  ReferralConsentBlocked,
  ReferralDeclined,
  ReferralHeld,
  ReferralLapsed,
  ReferralOpenedToOffice,
  ReferralOutcomeReported,
  ReferralRedirected,
  ReferralReopened,
  ReferralTaken,
  ReferralWithdrawn,
  SupportCaseLinked,
} from '#events/referral';
import { NOW } from '#contexts/testing';
import { exampleOf, type Fact } from '#platform/event-schema';
import type { Referral } from './referral.ts';

/** One referral from Shizuoka, step by step: the past that specs of decisions and read models begin with. */
export const referralId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
export const clientId = '0b6c1d9e-43a1-4c57-9b1f-000000000001';
export const consentId = '0b6c1d9e-43a1-4c57-9b1f-000000000002';
export const caseId = '0b6c1d9e-43a1-4c57-9b1f-000000000003';
export const consultantId = 'nasilc-consultant-1';
export const advisorId = 'iesc-advisor-1';

export const consentGiven = ConsentGiven({
  ...exampleOf(ConsentGiven).data,
  clientId,
  recordedBy: consultantId,
  recordedFor: 'nasilc-22',
});

export const clientReferred = ClientReferred({ ...exampleOf(ClientReferred).data, clientId, consentId, consultantId });
/** Referred before it was known which prefecture the establishment is in. */
export const referredToTriage = ClientReferred({ ...clientReferred.data, officeId: null, prefecture: null });
export const acknowledged = ReferralAcknowledged({ acknowledgedBy: 'iesc-intake-1' });
export const taken = ReferralTaken({ advisorId, decideBy: '2025-11-11T14:59:59.999Z' });
export const asked = InformationRequested({ question: '人数は？', replyBy: '2025-11-13T14:59:59.999Z' });
export const answered = InformationSupplied({ answer: '3名です' });
export const accepted = ReferralAccepted({
  message: null,
  clientId,
  openedBy: 'nasilc-22',
  openedTo: 'iesc-22',
  consentId,
  items: ['company_identity', 'contact', 'headcount', 'reason'],
});
export const declined = ReferralDeclined({ reason: 'capacity', side: 'office', message: '満員です', clientId });
export const withdrawn = ReferralWithdrawn({ reason: 'need_resolved', side: 'client', message: null, clientId });
const referred = { at: NOW, circumstances: clientReferred.data.circumstances };
export const caseLinked = SupportCaseLinked({ caseId, clientId, referred });
/** What the link says beside, where the office had not accepted. */
export const openedByRequest = ReferralOpenedToOffice({
  clientId,
  openedBy: 'nasilc-22',
  openedTo: 'iesc-22',
  consentId,
  items: ['company_identity', 'contact', 'headcount', 'reason'],
});
export const outcomeReported = ReferralOutcomeReported({ caseId, outcome: 'established' });
export const outcomeAcknowledged = OutcomeAcknowledged({ acknowledgedBy: consultantId });
export const closed = ReferralClosed({ outcome: 'established', clientId });

export const held = ReferralHeld({ reason: 'season', until: '2025-12-26', message: '繁忙期が明けてから' });
export const redirected = ReferralRedirected({
  reason: 'wrong_prefecture',
  message: '事業所は愛知県にあります',
  from: 'iesc-22',
  to: 'iesc-23',
  answerBy: '2025-11-07T14:59:59.999Z',
});
export const redirectAccepted = RedirectAccepted({
  clientId,
  officeId: 'iesc-23',
  prefecture: '23',
  acknowledgeBy: '2025-11-10T14:59:59.999Z',
});
/** Another referral of the same client. */
export const primaryId = '0b6c1d9e-43a1-4c57-9b1f-0000000000ab';
export const duplicateMarked = DuplicateReferralMarked({
  primaryId,
  consultantId,
  associationId: 'nasilc-22',
  outcome: null,
  clientId,
});
/** When the story's referral was made, as its spec's clock has it, and for what. */
export const unmarkedAt = (stage: string) => DuplicateReferralUnmarked({ primaryId, stage, clientId, referred });
export const blocked = ReferralConsentBlocked({ clientId, consentId, because: 'withdrawn' });
export const reopened = ReferralReopened({
  clientId,
  reason: 'owner_request',
  message: null,
  stage: 'under_review',
  advisorId,
  decideBy: '2025-11-11T14:59:59.999Z',
  referred,
});
export const lapsed = ReferralLapsed({ clientId, because: 'not_acknowledged' });

/** What ends a referral, so that it stands in the way of no other. */
export const endings: readonly (readonly [string, Fact])[] = [
  ['declined', declined],
  ['withdrawn', withdrawn],
  ['lapsed', lapsed],
  ['closed', closed],
  ['marked as a duplicate', duplicateMarked],
];

/** What brings one back that had ended. */
export const comebacks: readonly (readonly [string, Fact, Fact])[] = [
  ['reopened', declined, reopened],
  ['no duplicate after all', duplicateMarked, unmarkedAt('received')],
  ['linked to a case', withdrawn, caseLinked],
];

type Stage = Exclude<Referral['stage'], 'none'>;

/** What has happened to a referral at each stage. */
export const until: { readonly [S in Stage]: readonly Fact[] } = {
  submitted: [clientReferred],
  received: [clientReferred, acknowledged],
  under_review: [clientReferred, acknowledged, taken],
  returned: [clientReferred, acknowledged, taken, asked],
  accepted: [clientReferred, acknowledged, taken, accepted],
  declined: [clientReferred, acknowledged, taken, declined],
  on_hold: [clientReferred, acknowledged, taken, held],
  redirect_pending: [clientReferred, acknowledged, redirected],
  consent_blocked: [clientReferred, acknowledged, taken, blocked],
  duplicate: [clientReferred, acknowledged, duplicateMarked],
  lapsed: [clientReferred, lapsed],
  withdrawn: [clientReferred, withdrawn],
  case_linked: [clientReferred, acknowledged, taken, accepted, caseLinked],
  outcome_reported: [clientReferred, acknowledged, taken, accepted, caseLinked, outcomeReported],
  closed: [clientReferred, acknowledged, taken, accepted, caseLinked, outcomeReported, outcomeAcknowledged, closed],
};

/** Every stage but these, with what has happened by then. */
export function stagesBut(...excepted: readonly Stage[]): readonly (readonly [Stage, readonly Fact[]])[] {
  return (Object.keys(until) as Stage[])
    .filter((stage) => !excepted.includes(stage))
    .map((stage) => [stage, until[stage]]);
}
