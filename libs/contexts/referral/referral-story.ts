import { ConsentGiven } from '#events/consent';
import {
  ClientReferred,
  InformationRequested,
  InformationSupplied,
  OutcomeAcknowledged,
  ReferralAccepted,
  ReferralAcknowledged,
  ReferralClosed,
  ReferralDeclined,
  ReferralOpenedToOffice,
  ReferralOutcomeReported,
  ReferralTaken,
  ReferralWithdrawn,
  SupportCaseLinked,
} from '#events/referral';
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
export const declined = ReferralDeclined({ reason: 'capacity', side: 'office', message: '満員です' });
export const withdrawn = ReferralWithdrawn({ reason: 'need_resolved', side: 'client', message: null, clientId });
export const caseLinked = SupportCaseLinked({ caseId });
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
export const closed = ReferralClosed({ outcome: 'established' });

type Stage = Exclude<Referral['stage'], 'none'>;

/** What has happened to a referral at each stage. */
export const until: { readonly [S in Stage]: readonly Fact[] } = {
  submitted: [clientReferred],
  received: [clientReferred, acknowledged],
  under_review: [clientReferred, acknowledged, taken],
  returned: [clientReferred, acknowledged, taken, asked],
  accepted: [clientReferred, acknowledged, taken, accepted],
  declined: [clientReferred, acknowledged, taken, declined],
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
