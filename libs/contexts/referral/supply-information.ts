import { InformationSupplied } from '#events/referral';
import { consultants, decision, IsFreeText } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** The consultant answers the office's question; the review goes on. */
export class SupplyInformation extends ReferralCommand {
  @IsFreeText() answer!: string;
}

export const supplyInformation = decision(referral, SupplyInformation, {
  by: consultants,
  from: ['returned'],
  emits: [InformationSupplied],
  decide: ({ answer }) => [InformationSupplied({ answer })],
});
