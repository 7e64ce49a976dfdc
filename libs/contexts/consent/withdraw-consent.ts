import { ConsentWithdrawn } from '#events/consent';
import { decision, IsCode, IsFreeText, IsId, MayBeAbsent } from '#contexts/kernel';
import { consentKeepers } from './consent-keepers.ts';
import { consent } from './consent.ts';

/**
 * The owner takes the consent back (撤回), and says so to either side: who recorded it, their association, or an office
 * that was told something under it. From that moment it covers nothing any more; what was disclosed stays on record.
 */
export class WithdrawConsent {
  @IsId() consentId!: string;
  @IsCode() reason!: string;
  /** Name of the owner, or of who says it for them. */
  @IsFreeText(100) statedBy!: string;
  @MayBeAbsent() @IsFreeText() message?: string;
}

export const withdrawConsent = decision(consent, WithdrawConsent, {
  by: consentKeepers,
  from: ['given'],
  emits: [ConsentWithdrawn],
  decide: ({ reason, statedBy, message }, { clientId }, { policy }) => {
    policy.requireReason('withdrawConsent', reason);
    return [ConsentWithdrawn({ clientId, reason, statedBy, message: message ?? null })];
  },
});
