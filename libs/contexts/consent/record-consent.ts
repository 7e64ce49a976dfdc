import { ConsentGiven } from '#events/consent';
import { client, requireRegistered } from '#contexts/client';
import { decision, IsCode, IsId, IsNewId, MayBeAbsent, officeStaff } from '#contexts/kernel';
import { read } from '#platform/decider';
import { nasilcHeadquarters } from '#reference-data';
import { ConsentTerms, requireTerms } from './consent-terms.ts';
import { consent } from './consent.ts';

/** Records the consent an owner gave: to what, for which purpose, towards whom, how long, in which form. */
export class RecordConsent extends ConsentTerms {
  /** Chosen by the client, or made by the service. */
  @MayBeAbsent() @IsNewId() consentId?: string;
  @IsId() clientId!: string;
  @IsCode() purpose!: string;
}

export const recordConsent = decision(consent, RecordConsent, {
  by: ['nasilc.consultant', ...officeStaff],
  from: ['none'],
  emits: [ConsentGiven],
  reads: { client: read(client, (command: RecordConsent) => command.clientId) },
  decide: (command, _, { actor, policy, reads }) => {
    requireRegistered(reads.client);
    policy.requireCode('consentPurposes', command.purpose, 'purpose');
    requireTerms(command, policy);
    return [
      ConsentGiven({
        clientId: command.clientId,
        purpose: command.purpose,
        items: command.items,
        recipients: command.recipients,
        from: command.from,
        until: command.until,
        method: command.method,
        givenBy: command.givenBy,
        witness: command.witness ?? null,
        evidence: command.evidence ?? null,
        recordedBy: actor.userId,
        recordedFor: actor.officeId ?? nasilcHeadquarters.id,
      }),
    ];
  },
});
