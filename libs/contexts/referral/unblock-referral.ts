import { ReferralConsentUnblocked } from '#events/referral';
import { decision, processes } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** The consent holds again: the referral goes on where it was. */
export class UnblockReferral extends ReferralCommand {}

export const unblockReferral = decision(referral, UnblockReferral, {
  by: processes,
  from: ['consent_blocked'],
  emits: [ReferralConsentUnblocked],
  decide: (_, { clientId, consentId, before }) => [
    ReferralConsentUnblocked({ clientId, consentId, stage: before.stage }),
  ],
});
