import {
  AdvisorAssigned,
  AdvisorReassigned,
  CaseClosed,
  CaseHeld,
  CaseNotEstablished,
  CaseResumed,
  ContactAttempted,
  NeedsAssessed,
  PlacementEstablished,
  SupportInitiated,
  SupportRequested,
} from '#events/support';
import { clientSubject } from '#contexts/kernel';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

const events = [
  SupportRequested,
  AdvisorAssigned,
  AdvisorReassigned,
  CaseHeld,
  CaseResumed,
  ContactAttempted,
  SupportInitiated,
  NeedsAssessed,
  PlacementEstablished,
  CaseNotEstablished,
  CaseClosed,
] as const;

export type SupportCaseEvent = EventOf<(typeof events)[number]>;

/** What holds from the owner's request on. */
interface Requested {
  readonly clientId: string;
  readonly officeId: string;
  readonly prefecture: string | null;
  /** The referral the owner named. */
  readonly referralId: string | null;
}

interface InCharge extends Requested {
  readonly advisorId: string;
  /** Instants of the attempts that reached nobody, since the owner was last spoken to. */
  readonly attempts: readonly string[];
}

interface Assessed extends InCharge {
  readonly kind: string;
}

/** Where something is still to be done about it. */
type Open =
  | (Requested & { readonly stage: 'requested' })
  | (InCharge & { readonly stage: 'assigned' })
  | (InCharge & { readonly stage: 'contacted' })
  | (Assessed & { readonly stage: 'assessed' })
  | (Assessed & { readonly stage: 'established' })
  | (InCharge & { readonly stage: 'not_established'; readonly reason: string });

/** A support case (支援案件) of a client at an IESC office, one shape for each stage. */
export type SupportCase =
  | { readonly stage: 'none' }
  | Open
  /** With the stage it goes back to, and the reasons that hold it. */
  | (Requested & { readonly stage: 'on_hold'; readonly before: Open; readonly reasons: readonly string[] })
  | (Requested & { readonly stage: 'closed'; readonly outcome: string });

export const openStages = [
  'requested',
  'assigned',
  'contacted',
  'assessed',
  'established',
  'not_established',
] as const satisfies readonly Open['stage'][];

export const initialSupportCase: SupportCase = { stage: 'none' };

/** What a support case is after one more event. */
export function evolveSupportCase(state: SupportCase, event: SupportCaseEvent): SupportCase {
  if (event.type === 'SupportRequested') {
    const { clientId, officeId, prefecture, referralId } = event.data;
    return { stage: 'requested', clientId, officeId, prefecture, referralId };
  }
  if (state.stage === 'none') return state;
  switch (event.type) {
    case 'AdvisorAssigned': {
      const { advisorId } = event.data;
      if (state.stage === 'requested') return { ...requested(state), stage: 'assigned', advisorId, attempts: [] };
      return 'advisorId' in state ? { ...state, advisorId } : state;
    }
    case 'AdvisorReassigned':
      return inHand(state, event.data.advisorId);
    case 'CaseHeld':
      return held(state, event.data.reason);
    case 'CaseResumed':
      return resumed(state, event.data.reason);
    case 'ContactAttempted':
      return 'attempts' in state ? { ...state, attempts: [...state.attempts, event.data.attemptedAt] } : state;
    case 'SupportInitiated':
    case 'NeedsAssessed':
    case 'PlacementEstablished':
    case 'CaseNotEstablished': {
      const standing = state.stage === 'on_hold' ? state.before : state;
      return 'advisorId' in standing ? furthered(inCharge(standing), event) : state;
    }
    case 'CaseClosed':
      return { ...requested(state), stage: 'closed', outcome: event.data.outcome };
    default:
      return event satisfies never;
  }
}

/** With another advisor, where somebody has it. */
function inHand(state: SupportCase, advisorId: string): SupportCase {
  if (state.stage === 'on_hold') {
    return 'advisorId' in state.before ? { ...state, before: { ...state.before, advisorId } } : state;
  }
  return 'advisorId' in state ? { ...state, advisorId } : state;
}

function held(state: Exclude<SupportCase, { readonly stage: 'none' }>, reason: string): SupportCase {
  if (state.stage === 'closed') return state;
  if (state.stage !== 'on_hold') return { ...requested(state), stage: 'on_hold', before: state, reasons: [reason] };
  return { ...state, reasons: [...state.reasons.filter((other) => other !== reason), reason] };
}

function resumed(state: SupportCase, reason: string): SupportCase {
  if (state.stage !== 'on_hold') return state;
  const reasons = state.reasons.filter((other) => other !== reason);
  return reasons.length === 0 ? state.before : { ...state, reasons };
}

function requested({ clientId, officeId, prefecture, referralId }: Requested): Requested {
  return { clientId, officeId, prefecture, referralId };
}

function inCharge({ advisorId, attempts, ...state }: InCharge): InCharge {
  return { ...requested(state), advisorId, attempts };
}

/** What the advisor in charge has brought about; a case that has none is nobody's to further. */
function furthered(
  state: InCharge,
  event: Extract<
    SupportCaseEvent,
    { type: 'SupportInitiated' | 'NeedsAssessed' | 'PlacementEstablished' | 'CaseNotEstablished' }
  >,
): SupportCase {
  switch (event.type) {
    case 'SupportInitiated':
      return { ...state, stage: 'contacted', attempts: [] };
    case 'NeedsAssessed':
      return { ...state, stage: 'assessed', kind: event.data.kind, attempts: [] };
    case 'PlacementEstablished':
      return { ...state, stage: 'established', kind: event.data.kind };
    case 'CaseNotEstablished':
      return { ...state, stage: 'not_established', reason: event.data.reason };
  }
}

/** A referral becomes one case: whoever enters the owner's request for it meets in one stream. */
export const supportCaseIdOf = (referralId: string): string => derivedId('support case of referral', referralId);

export const supportCase = aggregate<SupportCase, SupportCaseEvent>({
  category: 'supportcase',
  idField: 'caseId',
  events,
  initialState: initialSupportCase,
  evolve: evolveSupportCase,
  parties: (state) => ({ offices: state.stage === 'none' ? [] : [state.officeId], persons: [] }),
  mainPerson: (state) => (state.stage === 'none' ? undefined : clientSubject(state.clientId)),
  prefecture: (state) => (state.stage === 'none' ? null : state.prefecture),
});
