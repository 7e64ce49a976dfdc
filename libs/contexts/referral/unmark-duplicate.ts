import { DuplicateReferralUnmarked } from '#events/referral';
import { decision, intake } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { referral, type Referral } from './referral.ts';

/** It was no duplicate after all: the referral goes on where it was. */
export class UnmarkDuplicate extends ReferralCommand {}

export const unmarkDuplicate = decision(referral, UnmarkDuplicate, {
  by: intake,
  from: ['duplicate'],
  emits: [DuplicateReferralUnmarked],
  decide: (_, state) => [noDuplicate(state)],
});

/** It goes on where it was when it was marked. */
export function noDuplicate({ primaryId, before, clientId, referred }: Duplicate) {
  const { at, circumstances } = referred;
  return DuplicateReferralUnmarked({
    ...{ primaryId, stage: before.stage, clientId },
    referred: { at, circumstances: [...circumstances] },
  });
}

type Duplicate = Extract<Referral, { readonly stage: 'duplicate' }>;
