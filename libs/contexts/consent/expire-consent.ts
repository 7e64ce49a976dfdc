import { ConsentExpired } from '#events/consent';
import { decision, IsId, processes } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { dayOf } from '#reference-data';
import { consent } from './consent.ts';

/** The last day of the consent has ended in Tokyo (`consent-expiry`). */
export class ExpireConsent {
  @IsId() consentId!: string;
}

export const expireConsent = decision(consent, ExpireConsent, {
  by: processes,
  from: ['given'],
  emits: [ConsentExpired],
  decide: (_, { clientId, until }, { now }) => {
    if (dayOf(now) <= until) {
      throw conflict('CONSENT_STILL_HOLDS', {
        en: `The consent holds until the end of ${until}`,
        ja: `同意は ${until} まで有効です`,
      });
    }
    return [ConsentExpired({ clientId, until })];
  },
});
