import { ConsultantRecommended } from '#events/consultation';
import { COMPANY_IDENTITY, consent, requireNaming } from '#contexts/consent';
import { caseStaff, decision, IsFreeText, IsId, MayBeAbsent } from '#contexts/kernel';
import { read } from '#platform/decider';
import { associationOf, dayOf, isPrefectureCode, nasilcHeadquarters } from '#reference-data';
import { ConsultationCommand } from './consultation-command.ts';
import { grantConsultation } from './grant-consultation.ts';

/**
 * The advisor recommends that the owner turn to a consultant (社労士活用の勧奨). The association learns that there was a
 * recommendation; whom it concerns, only under the owner's consent (個人情報保護法27条).
 */
export class RecommendConsultant extends ConsultationCommand {
  /** The owner's consent to being named to the association; absent where the owner gave none. */
  @MayBeAbsent() @IsId() consentId?: string;
  /** A word to the association, which reads it only with the owner's consent: free text can name somebody. */
  @MayBeAbsent() @IsFreeText() message?: string;
}

export const recommendConsultant = decision(grantConsultation, RecommendConsultant, {
  by: caseStaff,
  from: ['opened'],
  emits: [ConsultantRecommended],
  reads: { consent: read(consent, (command: RecommendConsultant) => command.consentId) },
  decide: ({ consentId, message }, { clientId, officeId, prefecture, topics }, { now, reads }) => {
    const recommendedOn = dayOf(now);
    const { id: associationId } =
      prefecture !== null && isPrefectureCode(prefecture) ? associationOf(prefecture) : nasilcHeadquarters;
    const recommended = { officeId, associationId, prefecture, topics, recommendedOn, message: message ?? null };
    if (consentId === undefined) {
      return [ConsultantRecommended({ ...recommended, consentId: null, disclosedTo: null, clientId: null, items: [] })];
    }
    requireNaming(reads.consent, {
      clientId,
      purpose: 'grant_consultation',
      recipient: 'association',
      on: recommendedOn,
    });
    return [
      ConsultantRecommended({
        ...recommended,
        consentId,
        disclosedTo: associationId,
        clientId,
        items: [COMPANY_IDENTITY],
      }),
    ];
  },
});
