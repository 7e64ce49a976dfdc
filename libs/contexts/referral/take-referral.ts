import { ReferralTaken } from '#events/referral';
import { caseStaff, decision } from '#contexts/kernel';
import { dueAt } from '#reference-data';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** An advisor takes a received referral under review (担当); the time to decide begins. */
export class TakeReferral extends ReferralCommand {}

export const takeReferral = decision(referral, TakeReferral, {
  by: caseStaff,
  from: ['received'],
  emits: [ReferralTaken],
  decide: (_, __, { actor, now, policy }) => [
    ReferralTaken({ advisorId: actor.userId, decideBy: dueAt(now, policy.deadlines.decideReferral) }),
  ],
});
