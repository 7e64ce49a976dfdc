import { processManager } from '#contexts/kernel';
import { issue, type PlannedCommand } from '#platform/process-managers';
import { FollowPrimaryReferral, followPrimaryReferral } from './follow-primary-referral.ts';
import { InformCoReferrer, informCoReferrer } from './inform-co-referrer.ts';

/** The duplicates of a referral that goes on. */
interface CoReferred {
  readonly duplicates: readonly string[];
}

/**
 * Who referred a client whom another had referred too learns of that referral's outcome: from the day the one was marked as
 * a duplicate of the other. A duplicate of a duplicate is told in its turn. Where that referral ends without an outcome, their
 * own goes on; so it does where it was marked while the other ended, or was marked as its duplicate.
 */
export const coReferrers = processManager({
  name: 'co-referrers',
  version: 2,
  startsOn: ['DuplicateReferralMarked'],
  actsFrom: 'the beginning',
  correlateBy: {
    DuplicateReferralMarked: ({ data }) => data.primaryId,
    DuplicateReferralUnmarked: ({ data }) => data.primaryId,
    ReferralDeclined: ({ streamId }) => streamId,
    ReferralWithdrawn: ({ streamId }) => streamId,
    ReferralLapsed: ({ streamId }) => streamId,
    ReferralOutcomeReported: ({ streamId }) => streamId,
    CoReferrerInformed: ({ streamId }) => streamId,
  },
  evolve: (state: CoReferred | undefined, event): CoReferred | undefined => {
    const others = (state?.duplicates ?? []).filter((id) => id !== event.streamId);
    switch (event.type) {
      case 'DuplicateReferralMarked':
        return { duplicates: [...others, event.streamId] };
      case 'DuplicateReferralUnmarked':
        return others.length === 0 ? undefined : { duplicates: others };
      default:
        return state;
    }
  },
  react: (state, event) => {
    const duplicates = state?.duplicates ?? [];
    switch (event.type) {
      case 'DuplicateReferralMarked':
        return { commands: following([event.streamId], event.data.primaryId) };
      case 'ReferralDeclined':
      case 'ReferralWithdrawn':
      case 'ReferralLapsed':
        return { commands: following(duplicates, event.streamId) };
      case 'ReferralOutcomeReported':
      case 'CoReferrerInformed': {
        const { streamId: primaryId, data } = event;
        return {
          commands: duplicates.map((referralId) =>
            issue(informCoReferrer, InformCoReferrer, { referralId, primaryId, outcome: data.outcome }),
          ),
        };
      }
      default:
        return {};
    }
  },
});

function following(duplicates: readonly string[], primaryId: string): readonly PlannedCommand[] {
  return duplicates.map((referralId) => issue(followPrimaryReferral, FollowPrimaryReferral, { referralId, primaryId }));
}
