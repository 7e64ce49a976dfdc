import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { afterDay, type Day } from '#reference-data';
import { ResumeReferral, resumeReferral } from './resume-referral.ts';

/** A hold and its last day. */
interface Held {
  readonly until: Day;
}

/** A referral that was held until a day goes on by itself on the next one. */
export const heldUntil = processManager({
  name: 'held-until',
  version: 1,
  startsOn: ['ReferralHeld'],
  actsFrom: 'the beginning',
  correlateBy: {
    ReferralHeld: ({ streamId }) => streamId,
    ReferralResumed: ({ streamId }) => streamId,
    ReferralWithdrawn: ({ streamId }) => streamId,
    SupportCaseLinked: ({ streamId }) => streamId,
    ReferralConsentBlocked: ({ streamId }) => streamId,
    ReferralConsentUnblocked: ({ streamId }) => streamId,
    DuplicateReferralMarked: ({ streamId }) => streamId,
    DuplicateReferralUnmarked: ({ streamId }) => streamId,
  },
  evolve: (state: Held | undefined, event): Held | undefined => {
    switch (event.type) {
      case 'ReferralHeld':
        return event.data.until === null ? undefined : { until: event.data.until };
      case 'ReferralResumed':
      case 'ReferralWithdrawn':
      case 'SupportCaseLinked':
        return undefined;
      default:
        return state;
    }
  },
  react: (state, event) => {
    if (state === undefined) return {};
    switch (event.type) {
      case '$timer':
        return { commands: [issue(resumeReferral, ResumeReferral, { referralId: event.instance })] };
      case 'ReferralConsentBlocked':
      case 'DuplicateReferralMarked':
        return { timers: [{ cancel: 'resume' }] };
      default:
        return { timers: [{ set: 'resume', at: afterDay(state.until) }] };
    }
  },
});
