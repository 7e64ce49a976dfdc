import {
  cancelling,
  commandsOf,
  forgetting,
  handingOver,
  meeting,
  nextFact,
  noClocks,
  pausing,
  resuming,
  starting,
  type FollowedClocks,
} from '#contexts/clock';
import { processManager } from '#contexts/kernel';
import { iescHeadquarters } from '#reference-data';

interface Followed extends FollowedClocks {
  /** Who has to do what IESC has to do. */
  readonly officeId: string;
  readonly associationId: string;
}

const itself = ({ streamId }: { readonly streamId: string }) => streamId;

/**
 * The time that each step of a referral may take. A step that is taken ends its clock and begins the next; while the
 * consultant is asked, the time to decide stands still; while it is on hold, or its consent does not hold, all of it does. What ends the referral ends them all.
 */
export const referralClocks = processManager({
  name: 'referral-clocks',
  version: 1,
  startsOn: ['ClientReferred'],
  actsFrom: 'the beginning',
  correlateBy: {
    ClientReferred: itself,
    ReferralRouted: itself,
    ReferralAcknowledged: itself,
    ReferralTaken: itself,
    ReferralAssigned: itself,
    InformationRequested: itself,
    InformationSupplied: itself,
    ReferralAccepted: itself,
    ReferralDeclined: itself,
    ReferralWithdrawn: itself,
    SupportCaseLinked: itself,
    ReferralOutcomeReported: itself,
    OutcomeAcknowledged: itself,
    ReferralClosed: itself,
    ReferralHeld: itself,
    ReferralResumed: itself,
    ReferralConsentBlocked: itself,
    ReferralConsentUnblocked: itself,
    ReferralRedirected: itself,
    RedirectAccepted: itself,
    RedirectRefused: itself,
    DuplicateReferralMarked: itself,
    DuplicateReferralUnmarked: itself,
    ReferralLapsed: itself,
    ReferralReopened: itself,
    ClockWaived: ({ data: { about } }) => (about.subjectCategory === 'referral' ? about.subjectId : undefined),
  },
  evolve: (state: Followed | undefined, event): Followed | undefined => {
    if (event.type === 'ClientReferred') {
      const { officeId, associationId } = event.data;
      const parties = { officeId: officeId ?? iescHeadquarters.id, associationId };
      const followed = { ...noClocks('referral', event), ...parties };
      return starting(followed, 'acknowledgeReferral', parties.officeId, event);
    }
    if (state === undefined) return undefined;
    const followed = nextFact(state);
    const { officeId, associationId } = followed;
    switch (event.type) {
      case 'ReferralRouted': {
        const to = event.data.officeId;
        return { ...handingOver(followed, officeId, to), officeId: to };
      }
      case 'ReferralAcknowledged':
        return starting(meeting(followed, 'acknowledgeReferral'), 'takeReferral', officeId, event);
      case 'ReferralTaken':
      case 'ReferralAssigned':
        return starting(meeting(followed, 'acknowledgeReferral', 'takeReferral'), 'decideReferral', officeId, event);
      case 'InformationRequested': {
        const asked = pausing(followed, 'returned', 'decideReferral');
        return starting(asked, 'replyToInformationRequest', associationId, event);
      }
      case 'InformationSupplied':
        return resuming(meeting(followed, 'replyToInformationRequest'), 'returned');
      case 'ReferralAccepted':
      case 'ReferralDeclined':
        return cancelling(meeting(followed, 'decideReferral'));
      case 'ReferralWithdrawn':
      case 'ReferralLapsed':
      case 'DuplicateReferralMarked':
      case 'SupportCaseLinked':
      case 'ReferralClosed':
        return cancelling(followed);
      case 'ReferralOutcomeReported':
        return starting(followed, 'acknowledgeOutcome', associationId, event);
      case 'OutcomeAcknowledged':
        return meeting(followed, 'acknowledgeOutcome');
      case 'ReferralHeld':
        return pausing(followed, 'on_hold');
      case 'ReferralResumed':
        return resuming(followed, 'on_hold');
      case 'ReferralConsentBlocked':
        return pausing(followed, 'consent_blocked');
      case 'ReferralConsentUnblocked':
        return resuming(followed, 'consent_blocked');
      case 'ReferralRedirected':
        return starting(followed, 'answerRedirect', event.data.to, event);
      case 'RedirectRefused':
        return meeting(followed, 'answerRedirect');
      // It begins there as a new one does; what was left of the first office's time is the other's.
      case 'RedirectAccepted': {
        const to = event.data.officeId;
        const answered = cancelling(meeting(followed, 'answerRedirect'), 'replyToInformationRequest');
        const moved = handingOver(resuming(answered, 'returned'), officeId, to);
        return { ...starting(moved, 'acknowledgeReferral', to, event), officeId: to };
      }
      case 'DuplicateReferralUnmarked':
      case 'ReferralReopened':
        return takingUp(followed, event.data.stage, event);
      case 'ClockWaived':
        return forgetting(followed, event.streamId);
    }
  },
  react: (state, event) => (event.type === '$timer' ? {} : { commands: commandsOf(state, event) }),
});

/** What has to be done next of a referral that is taken up again at a stage. */
function takingUp(followed: Followed, stage: string, event: Parameters<typeof starting>[3]): Followed {
  const { officeId, associationId } = followed;
  switch (stage) {
    case 'submitted':
      return starting(followed, 'acknowledgeReferral', officeId, event);
    case 'received':
      return starting(followed, 'takeReferral', officeId, event);
    case 'under_review':
      return starting(followed, 'decideReferral', officeId, event);
    case 'returned':
      return starting(followed, 'replyToInformationRequest', associationId, event);
    default:
      return followed;
  }
}
