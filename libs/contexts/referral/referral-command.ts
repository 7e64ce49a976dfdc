import { IsId } from '#contexts/kernel';

/** A command on one referral. */
export abstract class ReferralCommand {
  @IsId() referralId!: string;
}
