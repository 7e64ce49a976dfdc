import {
  cancelling,
  commandsOf,
  forgetting,
  meeting,
  nextFact,
  noClocks,
  pausing,
  resuming,
  starting,
  type FollowedClocks,
} from '#contexts/clock';
import { processManager } from '#contexts/kernel';
import { supportCaseIdOf } from './support-case.ts';

interface Followed extends FollowedClocks {
  readonly officeId: string;
  /** Whether there is a referrer, who is to hear of it. */
  readonly isReferred: boolean;
}

const itself = ({ streamId }: { readonly streamId: string }) => streamId;

/**
 * The time that each step of a support case may take: the first contact after the owner's request ("swiftly", in a layoff the same
 * day), the assessment after it, and, where somebody referred the client, the longest silence towards them while it is open,
 * and the report of the outcome once there is one.
 */
export const caseClocks = processManager({
  name: 'case-clocks',
  version: 1,
  startsOn: ['SupportRequested'],
  actsFrom: 'the beginning',
  correlateBy: {
    SupportRequested: itself,
    AdvisorAssigned: itself,
    SupportInitiated: itself,
    NeedsAssessed: itself,
    PlacementEstablished: itself,
    CaseNotEstablished: itself,
    CaseClosed: itself,
    CaseHeld: itself,
    CaseResumed: itself,
    AdvisorReassigned: itself,
    ReferralWithdrawn: ({ streamId }) => supportCaseIdOf(streamId),
    ClockWaived: ({ data: { about } }) => (about.subjectCategory === 'supportcase' ? about.subjectId : undefined),
  },
  evolve: (state: Followed | undefined, event): Followed | undefined => {
    if (event.type === 'SupportRequested') {
      const { officeId, referralId, circumstances } = event.data;
      const followed = { ...noClocks('supportcase', event), officeId, isReferred: referralId !== null };
      const contact = circumstances.includes('LAYOFF') ? 'firstContactLayoff' : 'firstContact';
      return heard(starting(followed, contact, officeId, event), event);
    }
    if (state === undefined) return undefined;
    const followed = nextFact(state);
    switch (event.type) {
      case 'AdvisorAssigned':
      case 'AdvisorReassigned':
        return heard(followed, event);
      case 'SupportInitiated': {
        const contacted = meeting(followed, 'firstContact', 'firstContactLayoff');
        return heard(starting(contacted, 'assessment', followed.officeId, event), event);
      }
      case 'NeedsAssessed':
        return heard(meeting(followed, 'assessment'), event);
      case 'PlacementEstablished':
      case 'CaseNotEstablished': {
        const known = cancelling(meeting(followed, 'statusUpdateToReferrer'));
        return followed.isReferred ? starting(known, 'reportOutcome', followed.officeId, event) : known;
      }
      case 'CaseClosed':
        return cancelling(meeting(followed, 'reportOutcome'));
      case 'CaseHeld':
        return pausing(followed, `on_hold.${event.data.reason}`);
      case 'CaseResumed':
        return resuming(followed, `on_hold.${event.data.reason}`);
      // There is no referrer any more who would wait for word.
      case 'ReferralWithdrawn':
        return { ...cancelling(followed, 'statusUpdateToReferrer', 'reportOutcome'), isReferred: false };
      case 'ClockWaived':
        return forgetting(followed, event.streamId);
    }
  },
  react: (state, event) => (event.type === '$timer' ? {} : { commands: commandsOf(state, event) }),
});

/** The referrer sees that the case has moved on: from now on the silence counts anew. */
function heard(followed: Followed, event: Parameters<typeof starting>[3]): Followed {
  if (!followed.isReferred) return followed;
  return starting(meeting(followed, 'statusUpdateToReferrer'), 'statusUpdateToReferrer', followed.officeId, event);
}
