import { ReferralOpenedToOffice, SupportCaseLinked } from '#events/referral';
import { consent } from '#contexts/consent';
import { decision, IsCode, IsId, processes } from '#contexts/kernel';
import { conflict, read } from '#platform/decider';
import { iescHeadquarters } from '#reference-data';
import { ReferralCommand } from './referral-command.ts';
import { linkableStages, referral } from './referral.ts';

/**
 * The owner's request for support named the referral: it is linked to the case. The owner's request outranks our own
 * steps and stands in for acceptance, so any open stage will do, and a declined referral comes back. So does one that was
 * withdrawn before the link: no request names a withdrawn referral, so the case is proof that this one came first.
 *
 * Where the office had not accepted, the link is what opens the shared core (class A) to it, and what else the consent
 * names, and says so; likewise for the office the case is at, where that is another one. While the consent does not hold
 * nothing opens: the case goes on, and the referral stays as closed as it was.
 */
export class LinkSupportCase extends ReferralCommand {
  @IsId() caseId!: string;
  /** The office the case is at. */
  @IsCode() officeId!: string;
}

export const linkSupportCase = decision(referral, LinkSupportCase, {
  by: processes,
  from: linkableStages,
  emits: [SupportCaseLinked, ReferralOpenedToOffice],
  reads: {
    consent: read(consent, (_: LinkSupportCase, _actor, own: { readonly consentId: string }) => own.consentId),
  },
  decide: ({ caseId, officeId: ofCase }, state, { reads }) => {
    const { clientId, consentId, associationId, officeId, referred } = state;
    const before = 'before' in state ? state.before : state;
    if (before.stage === 'case_linked') throw alreadyLinked(before.caseId);
    const { at, circumstances } = referred;
    const linked = SupportCaseLinked({ caseId, clientId, referred: { at, circumstances: [...circumstances] } });
    if (state.stage === 'consent_blocked' || reads.consent.stage === 'withdrawn') return [linked];
    const ofReferral = officeId ?? iescHeadquarters.id;
    const openTo = new Set([ofReferral, ofCase]);
    if (before.stage === 'accepted') openTo.delete(ofReferral);
    const items = reads.consent.stage === 'none' ? null : reads.consent.items;
    const opening = { clientId, openedBy: associationId, consentId, items };
    return [linked, ...[...openTo].map((openedTo) => ReferralOpenedToOffice({ ...opening, openedTo }))];
  },
});

function alreadyLinked(caseId: string) {
  return conflict(
    'REFERRAL_ALREADY_LINKED',
    { en: 'The referral has a support case already', ja: 'この取次には既に支援案件があります' },
    caseId,
  );
}
