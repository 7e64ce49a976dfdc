import { ReferralLapsed } from '#events/referral';
import { decision, processes } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** Nobody answered, after every warning: the referral lapses (失効). It can be reopened. */
export class LapseReferral extends ReferralCommand {}

export const lapseReferral = decision(referral, LapseReferral, {
  by: processes,
  from: ['submitted', 'returned'],
  emits: [ReferralLapsed],
  decide: (_, { stage, clientId }) => [
    ReferralLapsed({ clientId, because: stage === 'returned' ? 'no_reply' : 'not_acknowledged' }),
  ],
});
