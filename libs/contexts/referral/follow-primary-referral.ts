import { CoReferrerInformed, DuplicateReferralUnmarked } from '#events/referral';
import { decision, IsId, processes } from '#contexts/kernel';
import { read } from '#platform/decider';
import { ReferralCommand } from './referral-command.ts';
import { endedWithoutOutcome, referral, type Referral } from './referral.ts';
import { noDuplicate } from './unmark-duplicate.ts';

/**
 * A duplicate follows the referral that goes on for it, as that stands by now (`co-referrers`). Where that one has ended
 * without an outcome this one goes on itself: nobody would see to the client otherwise. So it does where the two were
 * marked as duplicates of each other in the same moment. Who made it learns an outcome that came while it was marked.
 */
export class FollowPrimaryReferral extends ReferralCommand {
  /** The referral that goes on. */
  @IsId() primaryId!: string;
}

export const followPrimaryReferral = decision(referral, FollowPrimaryReferral, {
  by: processes,
  from: ['duplicate'],
  emits: [DuplicateReferralUnmarked, CoReferrerInformed],
  reads: { primary: read(referral, ({ primaryId }: FollowPrimaryReferral) => primaryId) },
  decide: ({ referralId, primaryId }, state, { reads: { primary } }) => {
    if (state.primaryId !== primaryId) return [];
    if (!goesOn(primary, referralId)) return [noDuplicate(state)];
    const outcome = 'outcome' in primary ? primary.outcome : null;
    return outcome === null || outcome === state.outcome ? [] : [CoReferrerInformed({ primaryId, outcome })];
  },
});

/** Whether a referral goes on for its duplicate, or has an outcome. */
function goesOn(primary: Referral, forReferral: string): boolean {
  if (primary.stage === 'duplicate') return primary.primaryId !== forReferral;
  return !endedWithoutOutcome.includes(primary.stage);
}
