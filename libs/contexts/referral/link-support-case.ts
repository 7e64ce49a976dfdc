import { ReferralOpenedToOffice, SupportCaseLinked } from '#events/referral';
import { decision, IsId, processes } from '#contexts/kernel';
import { iescHeadquarters } from '#reference-data';
import { ReferralCommand } from './referral-command.ts';
import { linkableStages, referral } from './referral.ts';

/**
 * The owner's request for support named the referral: it is linked to the case. The owner's request outranks our own
 * steps and stands in for acceptance, so any open stage will do, and a declined referral comes back.
 *
 * Where the office had not accepted, the link is what opens the shared core (class A) to it, and says so.
 */
export class LinkSupportCase extends ReferralCommand {
  @IsId() caseId!: string;
}

export const linkSupportCase = decision(referral, LinkSupportCase, {
  by: processes,
  from: linkableStages,
  emits: [SupportCaseLinked, ReferralOpenedToOffice],
  decide: ({ caseId }, { stage, clientId, consentId, associationId, officeId }) => {
    const linked = SupportCaseLinked({ caseId });
    if (stage === 'accepted') return [linked];
    const openedTo = officeId ?? iescHeadquarters.id;
    return [linked, ReferralOpenedToOffice({ clientId, openedBy: associationId, openedTo, consentId })];
  },
});
