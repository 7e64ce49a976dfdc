import { ReferralConsentBlocked } from '#events/referral';
import { decision, IsCode, processes } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { onItsWayStages, referral } from './referral.ts';

/** The consent the referral rests on does not hold any more: nothing of the client is told any further until it does. */
export class BlockReferral extends ReferralCommand {
  /** What became of the consent. */
  @IsCode() because!: string;
}

export const blockReferral = decision(referral, BlockReferral, {
  by: processes,
  from: [...onItsWayStages, 'on_hold', 'redirect_pending', 'case_linked'],
  emits: [ReferralConsentBlocked],
  decide: ({ because }, { clientId, consentId }) => [ReferralConsentBlocked({ clientId, consentId, because })],
});
