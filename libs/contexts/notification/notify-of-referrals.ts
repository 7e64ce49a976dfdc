import { processManager } from '#contexts/kernel';
import { becauseOf } from '#contexts/task';
import type { DomainEvent } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { iescHeadquarters } from '#reference-data';
import { Notify, notify } from './notify.ts';
import type { NotificationKindName } from './notification-kinds.ts';
import type { Recipient } from './notification.ts';

/** Who has to do with a referral. */
interface Parties {
  readonly consultantId: string;
  /** The office that has it; headquarters, while it is in triage. */
  readonly officeId: string;
  /** Who of the office reviews it, if somebody does. */
  readonly advisorId: string | null;
  /** The office that was asked last to take it, and the one that had it before it did. */
  readonly asked: string | null;
  readonly former: string | null;
}

type Party = 'referrer' | 'office' | 'asked' | 'former';

/** What is told to whom. */
const TOLD = {
  ReferralAcknowledged: ['referral_acknowledged', ['referrer']],
  ReferralAccepted: ['referral_accepted', ['referrer']],
  ReferralDeclined: ['referral_declined', ['referrer']],
  ReferralLapsed: ['referral_lapsed', ['referrer']],
  ReferralRedirected: ['referral_redirected', ['referrer', 'asked']],
  RedirectAccepted: ['redirect_accepted', ['referrer', 'former']],
  RedirectRefused: ['redirect_refused', ['referrer', 'office']],
  ReferralReopened: ['referral_reopened', ['referrer', 'office']],
  ReferralConsentBlocked: ['consent_lost', ['referrer', 'office']],
  ReferralConsentUnblocked: ['consent_restored', ['referrer', 'office']],
  ReferralOutcomeReported: ['outcome_reported', ['referrer']],
  CoReferrerInformed: ['outcome_reported', ['referrer']],
  OutcomeDeemedAcknowledged: ['outcome_deemed_acknowledged', ['referrer']],
} as const satisfies { readonly [eventType: string]: readonly [NotificationKindName, readonly Party[]] };

const itself = ({ streamId }: { readonly streamId: string }) => streamId;

/**
 * Who referred a client is told what became of it, without asking; and the office, what came to it, or of it, from outside:
 * who reviews the referral, else its intake. Nobody is told what they have done themselves.
 */
export const notifyOfReferrals = processManager({
  name: 'notify-of-referrals',
  version: 1,
  startsOn: ['ClientReferred'],
  actsFrom: 'the beginning',
  correlateBy: {
    ClientReferred: itself,
    ReferralRouted: itself,
    ReferralTaken: itself,
    ReferralAssigned: itself,
    ReferralAcknowledged: itself,
    ReferralAccepted: itself,
    ReferralDeclined: itself,
    ReferralLapsed: itself,
    ReferralRedirected: itself,
    RedirectAccepted: itself,
    RedirectRefused: itself,
    ReferralReopened: itself,
    ReferralConsentBlocked: itself,
    ReferralConsentUnblocked: itself,
    ReferralOutcomeReported: itself,
    CoReferrerInformed: itself,
    OutcomeDeemedAcknowledged: itself,
  },
  evolve: (state: Parties | undefined, event): Parties | undefined => {
    if (event.type === 'ClientReferred') {
      const { consultantId, officeId } = event.data;
      return { consultantId, officeId: officeId ?? iescHeadquarters.id, advisorId: null, asked: null, former: null };
    }
    if (state === undefined) return undefined;
    switch (event.type) {
      case 'ReferralRouted':
        return { ...state, officeId: event.data.officeId };
      case 'ReferralTaken':
      case 'ReferralAssigned':
      case 'ReferralReopened':
        return { ...state, advisorId: event.data.advisorId };
      case 'ReferralRedirected':
        return { ...state, asked: event.data.to };
      case 'RedirectAccepted':
        return { ...state, officeId: event.data.officeId, advisorId: null, former: state.officeId };
      default:
        return state;
    }
  },
  react: (state, event) => {
    if (!state || !isTold(event)) return {};
    const [kind, parties] = TOLD[event.type];
    const about = { kind, subjectCategory: 'referral', subjectId: event.streamId, because: becauseOf(event) };
    const recipients = parties.flatMap((party) => recipientOf(state, party) ?? []);
    const others = recipients.filter((to) => !('userId' in to) || to.userId !== event.metadata.actor.userId);
    return { commands: others.map((to) => issue(notify, Notify, { to, ...about })) };
  },
});

function isTold<E extends { readonly type: string }>(
  event: E,
): event is E & DomainEvent & { readonly type: keyof typeof TOLD } {
  return event.type in TOLD;
}

function recipientOf({ consultantId, officeId, advisorId, asked, former }: Parties, party: Party) {
  switch (party) {
    case 'referrer':
      return { userId: consultantId };
    case 'office':
      return advisorId === null ? deskOf(officeId) : { userId: advisorId };
    case 'asked':
      return asked === null ? undefined : deskOf(asked);
    case 'former':
      return former === null ? undefined : deskOf(former);
  }
}

/** Who looks at what comes to an office. */
function deskOf(officeId: string): Recipient {
  return { officeId, role: officeId === iescHeadquarters.id ? 'iesc.hq_coordinator' : 'iesc.intake' };
}
