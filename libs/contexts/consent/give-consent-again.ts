import { ConsentGiven } from '#events/consent';
import { decision, IsId } from '#contexts/kernel';
import { consentKeepers } from './consent-keepers.ts';
import { ConsentTerms, requireTerms } from './consent-terms.ts';
import { consent } from './consent.ts';

/**
 * The owner gives a consent again that they had withdrawn, or that had expired (再同意): for the same purpose, on whatever
 * terms they say now. What rested on it goes on. It stays with who first recorded it.
 */
export class GiveConsentAgain extends ConsentTerms {
  @IsId() consentId!: string;
}

export const giveConsentAgain = decision(consent, GiveConsentAgain, {
  by: consentKeepers,
  from: ['withdrawn', 'expired'],
  emits: [ConsentGiven],
  decide: (command, { clientId, purpose, recordedBy, recordedFor }, { policy }) => {
    requireTerms(command, policy);
    return [
      ConsentGiven({
        clientId,
        purpose,
        items: command.items,
        recipients: command.recipients,
        from: command.from,
        until: command.until,
        method: command.method,
        givenBy: command.givenBy,
        witness: command.witness ?? null,
        evidence: command.evidence ?? null,
        recordedBy,
        recordedFor,
      }),
    ];
  },
});
