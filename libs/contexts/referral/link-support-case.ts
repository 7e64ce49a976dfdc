import { SupportCaseLinked } from '#events/referral';
import { decision, IsId, processes } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { linkableStages, referral } from './referral.ts';

/**
 * The owner's request for support named the referral: it is linked to the case. The owner's request outranks our own
 * steps and stands in for acceptance, so any open stage will do, and a declined referral comes back.
 */
export class LinkSupportCase extends ReferralCommand {
  @IsId() caseId!: string;
}

export const linkSupportCase = decision(referral, LinkSupportCase, {
  by: processes,
  from: linkableStages,
  decide: ({ caseId }) => [SupportCaseLinked({ caseId })],
});
