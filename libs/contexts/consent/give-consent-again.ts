import { ConsentGiven } from '#events/consent';
import { decision, IsId } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import { dayOf } from '#reference-data';
import { consentKeepers } from './consent-keepers.ts';
import { ConsentTerms, requirePart, requireTerms } from './consent-terms.ts';
import { consent } from './consent.ts';

/**
 * The owner gives a consent again that they had withdrawn, or that had expired (再同意): for the same purpose, on the terms
 * they say now. What rested on it goes on at once, so it holds from today at the latest. It stays with who first recorded it;
 * who was only told something under it may pass on that it holds again, and cannot by that open more to themselves
 * (個人情報保護法27条, 社労士法21条).
 */
export class GiveConsentAgain extends ConsentTerms {
  @IsId() consentId!: string;
}

export const giveConsentAgain = decision(consent, GiveConsentAgain, {
  by: consentKeepers,
  from: ['withdrawn', 'expired'],
  emits: [ConsentGiven],
  decide: (command, state, { actor, now, policy }) => {
    requireTerms(command, policy);
    if (command.from > dayOf(now)) throw notYet(command.from);
    const { clientId, purpose, recordedBy, recordedFor } = state;
    if (actor.userId !== recordedBy && actor.officeId !== recordedFor) {
      requirePart('items', command.items, state.items);
      requirePart('recipients', command.recipients, state.recipients);
    }
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

function notYet(from: string) {
  return ruleBroken(
    'NOT_YET_HOLDING',
    {
      en: `It would hold from ${from} on only: say it on that day`,
      ja: `同意の開始日（${from}）以降に記録してください`,
    },
    'from',
  );
}
