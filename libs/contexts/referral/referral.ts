import {
  ClientReferred,
  InformationRequested,
  InformationSupplied,
  OutcomeAcknowledged,
  ReferralAccepted,
  ReferralAcknowledged,
  ReferralAssigned,
  ReferralClosed,
  ReferralDeclined,
  ReferralOpenedToOffice,
  ReferralOutcomeReported,
  ReferralRouted,
  ReferralTaken,
  ReferralWithdrawn,
  SupportCaseLinked,
} from '#events/referral';
import { clientSubject } from '#contexts/kernel';
import { aggregate } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';
import { iescHeadquarters } from '#reference-data';

const events = [
  ClientReferred,
  ReferralRouted,
  ReferralAcknowledged,
  ReferralTaken,
  ReferralAssigned,
  InformationRequested,
  InformationSupplied,
  ReferralAccepted,
  ReferralDeclined,
  ReferralWithdrawn,
  SupportCaseLinked,
  ReferralOpenedToOffice,
  ReferralOutcomeReported,
  OutcomeAcknowledged,
  ReferralClosed,
] as const;

export type ReferralEvent = EventOf<(typeof events)[number]>;

/** What holds from the referral on, whatever becomes of it. */
interface Referred {
  readonly clientId: string;
  /** User id of the consultant who referred. */
  readonly consultantId: string;
  readonly associationId: string;
  readonly consentId: string;
  /** null: not known yet, in headquarters' triage. */
  readonly officeId: string | null;
  readonly prefecture: string | null;
}

interface UnderReview extends Referred {
  readonly advisorId: string;
}

interface Linked extends Referred {
  readonly caseId: string;
}

/** A referral of a client by a consultant to IESC (取次), one shape for each stage. */
export type Referral =
  | { readonly stage: 'none' }
  | (Referred & { readonly stage: 'submitted' })
  | (Referred & { readonly stage: 'received' })
  | (UnderReview & { readonly stage: 'under_review' })
  | (UnderReview & { readonly stage: 'returned' })
  | (UnderReview & { readonly stage: 'accepted' })
  | (Referred & { readonly stage: 'declined' })
  | (Referred & { readonly stage: 'withdrawn' })
  | (Linked & { readonly stage: 'case_linked' })
  | (Linked & { readonly stage: 'outcome_reported'; readonly outcome: string })
  | (Linked & { readonly stage: 'closed'; readonly outcome: string });

/**
 * Stages in which the owner's request takes the referral up: all that are open, a declined one, and one that was withdrawn
 * since the request named it.
 */
export const linkableStages = [
  'submitted',
  'received',
  'under_review',
  'returned',
  'accepted',
  'declined',
  'withdrawn',
] as const;

export const initialReferral: Referral = { stage: 'none' };

/** What a referral is after one more event. */
export function evolveReferral(state: Referral, event: ReferralEvent): Referral {
  if (event.type === 'ClientReferred') {
    const { clientId, consultantId, associationId, consentId, officeId, prefecture } = event.data;
    return { stage: 'submitted', clientId, consultantId, associationId, consentId, officeId, prefecture };
  }
  if (state.stage === 'none') return state;
  switch (event.type) {
    case 'ReferralRouted':
      return { ...state, officeId: event.data.officeId, prefecture: event.data.prefecture };
    case 'ReferralAcknowledged':
      return { ...referred(state), stage: 'received' };
    case 'ReferralTaken':
    case 'ReferralAssigned':
      return { ...referred(state), stage: 'under_review', advisorId: event.data.advisorId };
    case 'InformationRequested':
      return inReview(state, 'returned');
    case 'InformationSupplied':
      return inReview(state, 'under_review');
    case 'ReferralAccepted':
      return inReview(state, 'accepted');
    case 'ReferralDeclined':
      return { ...referred(state), stage: 'declined' };
    case 'ReferralWithdrawn':
      return { ...referred(state), stage: 'withdrawn' };
    case 'SupportCaseLinked':
      return { ...referred(state), stage: 'case_linked', caseId: event.data.caseId };
    case 'ReferralOutcomeReported': {
      const { caseId, outcome } = event.data;
      return { ...referred(state), stage: 'outcome_reported', caseId, outcome };
    }
    case 'ReferralOpenedToOffice':
    case 'OutcomeAcknowledged':
      return state;
    case 'ReferralClosed':
      return state.stage === 'outcome_reported' ? { ...state, stage: 'closed' } : state;
    default:
      return event satisfies never;
  }
}

function referred({ clientId, consultantId, associationId, consentId, officeId, prefecture }: Referred): Referred {
  return { clientId, consultantId, associationId, consentId, officeId, prefecture };
}

/** Moves on what an advisor has taken; what nobody has taken stays as it is. */
function inReview(state: Referral, stage: 'returned' | 'under_review' | 'accepted'): Referral {
  return 'advisorId' in state ? { ...referred(state), advisorId: state.advisorId, stage } : state;
}

export const referral = aggregate<Referral, ReferralEvent>({
  category: 'referral',
  idField: 'referralId',
  events,
  initialState: initialReferral,
  evolve: evolveReferral,
  parties: (state) =>
    state.stage === 'none'
      ? { offices: [], persons: [] }
      : { offices: [state.officeId ?? iescHeadquarters.id, state.associationId], persons: [state.consultantId] },
  mainPerson: (state) => (state.stage === 'none' ? undefined : clientSubject(state.clientId)),
  prefecture: (state) => (state.stage === 'none' ? null : state.prefecture),
  consents: (state) => (state.stage === 'none' ? [] : [state.consentId]),
});
