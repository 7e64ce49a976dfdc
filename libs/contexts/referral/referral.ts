import {
  ClientReferred,
  CoReferrerInformed,
  DuplicateReferralDetected,
  DuplicateReferralMarked,
  DuplicateReferralUnmarked,
  InformationRequested,
  InformationSupplied,
  OutcomeAcknowledged,
  OutcomeDeemedAcknowledged,
  RedirectAccepted,
  RedirectRefused,
  ReferralAccepted,
  ReferralAcknowledged,
  ReferralAssigned,
  ReferralClosed,
  ReferralConsentBlocked,
  ReferralConsentUnblocked,
  ReferralDeclined,
  ReferralHeld,
  ReferralLapsed,
  ReferralOpenedToOffice,
  ReferralOutcomeReported,
  ReferralRedirected,
  ReferralReopened,
  ReferralResumed,
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
  ReferralHeld,
  ReferralResumed,
  ReferralRedirected,
  RedirectAccepted,
  RedirectRefused,
  DuplicateReferralDetected,
  DuplicateReferralMarked,
  DuplicateReferralUnmarked,
  CoReferrerInformed,
  ReferralConsentBlocked,
  ReferralConsentUnblocked,
  ReferralLapsed,
  ReferralReopened,
  SupportCaseLinked,
  ReferralOpenedToOffice,
  ReferralOutcomeReported,
  OutcomeAcknowledged,
  OutcomeDeemedAcknowledged,
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
  /** When it was referred, and for which needs. */
  readonly referred: { readonly at: string; readonly circumstances: readonly string[] };
  /** null: not known yet, in headquarters' triage. */
  readonly officeId: string | null;
  readonly prefecture: string | null;
  /** Who of the office reviews it, or did last; null: nobody has taken it. */
  readonly advisorId: string | null;
  /** Earlier referrals that it may be a duplicate of. */
  readonly suspectedOf: readonly string[];
}

interface UnderReview extends Referred {
  readonly advisorId: string;
}

interface Linked extends Referred {
  readonly caseId: string;
}

interface Ended extends Referred {
  readonly endedAt: string;
}

/** On its way, before there is a case: what can be held, redirected and marked as a duplicate. */
export type OnItsWay =
  | (Referred & { readonly stage: 'submitted' })
  | (Referred & { readonly stage: 'received' })
  | (UnderReview & { readonly stage: 'under_review' })
  | (UnderReview & { readonly stage: 'returned' })
  | (UnderReview & { readonly stage: 'accepted' });

interface Waiting<Before> extends Referred {
  /** The stage it goes back to. */
  readonly before: Before;
}

type OnHold = Waiting<OnItsWay> & { readonly stage: 'on_hold' };
type RedirectPending = Waiting<OnItsWay> & {
  readonly stage: 'redirect_pending';
  readonly reason: string;
  /** The office that is asked to take it. */
  readonly target: string;
};
type CaseLinked = Linked & { readonly stage: 'case_linked' };

/** Where something is still to be done about it. */
type Open = OnItsWay | OnHold | RedirectPending | CaseLinked;

/** A referral of a client by a consultant to IESC (取次), one shape for each stage. */
export type Referral =
  | { readonly stage: 'none' }
  | Open
  | (Waiting<Open> & { readonly stage: 'consent_blocked' })
  | (Waiting<OnItsWay | OnHold> & {
      readonly stage: 'duplicate';
      readonly primaryId: string;
      /** What came of the referral that goes on, as far as the referrer of this one was told. */
      readonly outcome: string | null;
    })
  | (Ended & { readonly stage: 'declined' })
  | (Ended & { readonly stage: 'withdrawn' })
  | (Ended & { readonly stage: 'lapsed' })
  | (Linked & { readonly stage: 'outcome_reported'; readonly outcome: string })
  | (Linked & Ended & { readonly stage: 'closed'; readonly outcome: string });

export const onItsWayStages = ['submitted', 'received', 'under_review', 'returned', 'accepted'] as const;

/**
 * Stages in which the owner's request takes the referral up: all that are open, one that was declined or had lapsed, and
 * one that was withdrawn since the request named it.
 */
export const linkableStages = [
  ...onItsWayStages,
  'on_hold',
  'redirect_pending',
  'consent_blocked',
  'declined',
  'lapsed',
  'withdrawn',
] as const;

/** Stages of a referral that ended without an outcome, and not in another. */
export const endedWithoutOutcome: readonly Referral['stage'][] = ['declined', 'withdrawn', 'lapsed'];

export const initialReferral: Referral = { stage: 'none' };

/** What a referral is after one more event. */
export function evolveReferral(state: Referral, event: ReferralEvent): Referral {
  if (event.type === 'ClientReferred') {
    const { clientId, consultantId, associationId, consentId, circumstances, officeId, prefecture } = event.data;
    const referredWith = { clientId, consultantId, associationId, consentId, officeId, prefecture };
    return {
      ...referredWith,
      referred: { at: event.occurredAt, circumstances },
      stage: 'submitted',
      advisorId: null,
      suspectedOf: [],
    };
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
      return { ...referred(state), stage: 'declined', endedAt: event.occurredAt };
    case 'ReferralWithdrawn':
      return { ...referred(state), stage: 'withdrawn', endedAt: event.occurredAt };
    case 'ReferralLapsed':
      return { ...referred(state), stage: 'lapsed', endedAt: event.occurredAt };
    case 'ReferralReopened':
      return reopened(state, event.data.advisorId);
    case 'ReferralHeld':
      return isOnItsWay(state) ? { ...referred(state), stage: 'on_hold', before: state } : state;
    case 'ReferralRedirected': {
      const { reason, to: target } = event.data;
      return isOnItsWay(state)
        ? { ...referred(state), stage: 'redirect_pending', before: state, reason, target }
        : state;
    }
    case 'RedirectAccepted': {
      const { officeId, prefecture } = event.data;
      return { ...referred(state), stage: 'submitted', officeId, prefecture, advisorId: null };
    }
    case 'DuplicateReferralMarked': {
      const { primaryId, outcome } = event.data;
      return isOnItsWay(state) || state.stage === 'on_hold'
        ? { ...referred(state), stage: 'duplicate', before: state, primaryId, outcome }
        : state;
    }
    case 'CoReferrerInformed':
      return state.stage === 'duplicate' ? { ...state, outcome: event.data.outcome } : state;
    case 'ReferralConsentBlocked':
      return isOpen(state) ? { ...referred(state), stage: 'consent_blocked', before: state } : state;
    case 'ReferralResumed':
    case 'RedirectRefused':
    case 'DuplicateReferralUnmarked':
    case 'ReferralConsentUnblocked':
      return 'before' in state ? state.before : state;
    case 'DuplicateReferralDetected':
      return { ...state, suspectedOf: [...state.suspectedOf, event.data.earlierId] };
    case 'SupportCaseLinked': {
      const linked = { ...referred(state), stage: 'case_linked', caseId: event.data.caseId } as const;
      // What the consent does not cover stays closed; the case goes on all the same.
      return state.stage === 'consent_blocked' ? { ...state, before: linked } : linked;
    }
    case 'ReferralOutcomeReported': {
      const { caseId, outcome } = event.data;
      return { ...referred(state), stage: 'outcome_reported', caseId, outcome };
    }
    case 'ReferralOpenedToOffice':
    case 'OutcomeAcknowledged':
    case 'OutcomeDeemedAcknowledged':
      return state;
    case 'ReferralClosed':
      return state.stage === 'outcome_reported' ? { ...state, stage: 'closed', endedAt: event.occurredAt } : state;
    default:
      return event satisfies never;
  }
}

function referred(state: Referred): Referred {
  const { clientId, consultantId, associationId, consentId, referred: first, ...known } = state;
  const { officeId, prefecture, advisorId, suspectedOf } = known;
  const begun = { clientId, consultantId, associationId, consentId, referred: first };
  return { ...begun, officeId, prefecture, advisorId, suspectedOf };
}

/** Moves on what an advisor has taken; what nobody has taken stays as it is. */
function inReview(
  state: Exclude<Referral, { readonly stage: 'none' }>,
  stage: 'returned' | 'under_review' | 'accepted',
): Referral {
  const { advisorId } = state;
  return advisorId === null ? state : { ...referred(state), advisorId, stage };
}

function reopened(state: Referred, advisorId: string | null): Referral {
  return advisorId === null
    ? { ...referred(state), stage: 'received', advisorId }
    : { ...referred(state), stage: 'under_review', advisorId };
}

function isOnItsWay(state: Referral): state is OnItsWay {
  return (onItsWayStages as readonly string[]).includes(state.stage);
}

function isOpen(state: Referral): state is Open {
  return isOnItsWay(state) || ['on_hold', 'redirect_pending', 'case_linked'].includes(state.stage);
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
      : {
          offices: [
            state.officeId ?? iescHeadquarters.id,
            state.associationId,
            ...(state.stage === 'redirect_pending' ? [state.target] : []),
          ],
          persons: [state.consultantId],
        },
  mainPerson: (state) => (state.stage === 'none' ? undefined : clientSubject(state.clientId)),
  prefecture: (state) => (state.stage === 'none' ? null : state.prefecture),
  consents: (state) => (state.stage === 'none' ? [] : [state.consentId]),
});
