import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { InformCoReferrer, informCoReferrer } from './inform-co-referrer.ts';

/** The duplicates of a referral that goes on. */
interface CoReferred {
  readonly duplicates: readonly string[];
}

/**
 * Who referred a client whom another had referred too learns of that referral's outcome: from the day the one was marked as
 * a duplicate of the other. A duplicate of a duplicate is told in its turn.
 */
export const coReferrers = processManager({
  name: 'co-referrers',
  version: 1,
  startsOn: ['DuplicateReferralMarked'],
  actsFrom: 'the beginning',
  correlateBy: {
    DuplicateReferralMarked: ({ data }) => data.primaryId,
    DuplicateReferralUnmarked: ({ data }) => data.primaryId,
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
    if (event.type !== 'ReferralOutcomeReported' && event.type !== 'CoReferrerInformed') return {};
    const { streamId: primaryId, data } = event;
    return {
      commands: (state?.duplicates ?? []).map((referralId) =>
        issue(informCoReferrer, InformCoReferrer, { referralId, primaryId, outcome: data.outcome }),
      ),
    };
  },
});
