import { ReferralOpenedToOffice, SupportCaseLinked } from '#events/referral';
import { consent } from '#contexts/consent';
import { decision, IsId, processes } from '#contexts/kernel';
import { read } from '#platform/decider';
import { iescHeadquarters } from '#reference-data';
import { ReferralCommand } from './referral-command.ts';
import { linkableStages, referral } from './referral.ts';

/**
 * The owner's request for support named the referral: it is linked to the case. The owner's request outranks our own
 * steps and stands in for acceptance, so any open stage will do, and a declined referral comes back.
 *
 * Where the office had not accepted, the link is what opens the shared core (class A) to it, and what else the consent
 * names, and says so.
 */
export class LinkSupportCase extends ReferralCommand {
  @IsId() caseId!: string;
}

export const linkSupportCase = decision(referral, LinkSupportCase, {
  by: processes,
  from: linkableStages,
  emits: [SupportCaseLinked, ReferralOpenedToOffice],
  reads: {
    consent: read(consent, (_: LinkSupportCase, _actor, own: { readonly consentId: string }) => own.consentId),
  },
  decide: ({ caseId }, { stage, clientId, consentId, associationId, officeId }, { reads }) => {
    const linked = SupportCaseLinked({ caseId });
    if (stage === 'accepted') return [linked];
    const openedTo = officeId ?? iescHeadquarters.id;
    const items = reads.consent.stage === 'none' ? null : reads.consent.items;
    return [linked, ReferralOpenedToOffice({ clientId, openedBy: associationId, openedTo, consentId, items })];
  },
});
