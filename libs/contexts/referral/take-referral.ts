import { ReferralTaken } from '#events/referral';
import { dueByClock } from '#contexts/clock';
import { caseStaff, decision } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';
import { officeOfReferral } from './whose-time.ts';

/** An advisor takes a received referral under review (担当); the time to decide begins. */
export class TakeReferral extends ReferralCommand {}

export const takeReferral = decision(referral, TakeReferral, {
  by: caseStaff,
  from: ['received'],
  emits: [ReferralTaken],
  reads: { office: officeOfReferral },
  decide: (_, __, { actor, now, policy, reads }) => [
    ReferralTaken({ advisorId: actor.userId, decideBy: dueByClock('decideReferral', now, policy, reads.office) }),
  ],
});
