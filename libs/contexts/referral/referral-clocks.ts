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
 * consultant is asked, the time to decide stands still. What ends the referral ends them all.
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
      case 'SupportCaseLinked':
      case 'ReferralClosed':
        return cancelling(followed);
      case 'ReferralOutcomeReported':
        return starting(followed, 'acknowledgeOutcome', associationId, event);
      case 'OutcomeAcknowledged':
        return meeting(followed, 'acknowledgeOutcome');
      case 'ClockWaived':
        return forgetting(followed, event.streamId);
    }
  },
  react: (state, event) => (event.type === '$timer' ? {} : { commands: commandsOf(state, event) }),
});
