import { DuplicateReferralUnmarked } from '#events/referral';
import { decision, intake } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** It was no duplicate after all: the referral goes on where it was. */
export class UnmarkDuplicate extends ReferralCommand {}

export const unmarkDuplicate = decision(referral, UnmarkDuplicate, {
  by: intake,
  from: ['duplicate'],
  emits: [DuplicateReferralUnmarked],
  decide: (_, { primaryId, before, clientId, referred: { at, circumstances } }) => [
    DuplicateReferralUnmarked({
      ...{ primaryId, stage: before.stage, clientId },
      referred: { at, circumstances: [...circumstances] },
    }),
  ],
});
