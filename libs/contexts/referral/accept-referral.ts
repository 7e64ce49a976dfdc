import { ReferralAccepted } from '#events/referral';
import { consent, requireNaming } from '#contexts/consent';
import { caseStaff, decision, IsFreeText, IsId, MayBeAbsent } from '#contexts/kernel';
import { conflict, read } from '#platform/decider';
import { dayOf, iescHeadquarters } from '#reference-data';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/**
 * The office accepts the referral (受理): the shared core (class A) opens to it, so the consent has to hold on this
 * day and to name the company. The owner has still to ask for support.
 */
export class AcceptReferral extends ReferralCommand {
  /** The consent the referral rests on, as the advisor was shown it. */
  @IsId() consentId!: string;
  @MayBeAbsent() @IsFreeText() message?: string;
}

export const acceptReferral = decision(referral, AcceptReferral, {
  by: caseStaff,
  from: ['under_review'],
  emits: [ReferralAccepted],
  reads: { consent: read(consent, (command: AcceptReferral) => command.consentId) },
  decide: (command, state, { now, reads }) => {
    if (command.consentId !== state.consentId) {
      throw conflict('ANOTHER_CONSENT', {
        en: 'The referral rests on another consent',
        ja: 'この取次は別の同意に基づいています',
      });
    }
    const { items } = requireNaming(reads.consent, {
      clientId: state.clientId,
      purpose: 'referral',
      recipient: 'iesc',
      on: dayOf(now),
    });
    return [
      ReferralAccepted({
        message: command.message ?? null,
        clientId: state.clientId,
        openedBy: state.associationId,
        openedTo: state.officeId ?? iescHeadquarters.id,
        consentId: state.consentId,
        items,
      }),
    ];
  },
});
