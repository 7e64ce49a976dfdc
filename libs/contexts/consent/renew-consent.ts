import { ConsentRenewed } from '#events/consent';
import { decision, IsCalendarDay, IsId } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import { dayOf } from '#reference-data';
import { consentKeepers } from './consent-keepers.ts';
import { ConsentForm, requireForm } from './consent-terms.ts';
import { consent } from './consent.ts';

/** The owner lets the consent hold longer, on the same terms; also after it has expired. */
export class RenewConsent extends ConsentForm {
  @IsId() consentId!: string;
  /** Its last day from now on. */
  @IsCalendarDay() until!: string;
}

export const renewConsent = decision(consent, RenewConsent, {
  by: consentKeepers,
  from: ['given', 'expired'],
  emits: [ConsentRenewed],
  decide: ({ until, method, givenBy, witness, evidence }, state, { now, policy }) => {
    requireForm({ method, givenBy, ...(witness !== undefined && { witness }) }, policy);
    if (until <= state.until || until < dayOf(now)) {
      throw ruleBroken(
        'NOT_LONGER',
        {
          en: `It holds until ${state.until}: renewed, it ends later, and not before today`,
          ja: `現在の期限（${state.until}）より後の日付を指定してください`,
        },
        'until',
      );
    }
    return [
      ConsentRenewed({
        clientId: state.clientId,
        until,
        method,
        givenBy,
        witness: witness ?? null,
        evidence: evidence ?? null,
      }),
    ];
  },
});
