import { ConsultantRecommended } from '#events/consultation';
import { consent, requireCovering, type Consent } from '#contexts/consent';
import { caseStaff, decision, IsFreeText, IsId, MayBeAbsent } from '#contexts/kernel';
import { read, ruleBroken } from '#platform/decider';
import { associationOf, dayOf, isPrefectureCode, nasilcHeadquarters, type Day } from '#reference-data';
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

/** The item of a consent under which the association is told which company it is. */
const IDENTITY = 'company_identity';

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
    requireNaming(reads.consent, clientId, recommendedOn);
    return [
      ConsultantRecommended({ ...recommended, consentId, disclosedTo: associationId, clientId, items: [IDENTITY] }),
    ];
  },
});

function requireNaming(given: Consent, clientId: string, on: Day): void {
  const { items } = requireCovering(given, {
    clientId,
    purpose: 'grant_consultation',
    recipient: 'association',
    on,
  });
  if (items.includes(IDENTITY)) return;
  throw ruleBroken(
    'CONSENT_DOES_NOT_NAME',
    {
      en: 'The consent does not let the company be named to the association',
      ja: 'この同意は企業名の提供を含みません',
    },
    'consentId',
  );
}
