import { IsIn } from 'class-validator';
import { OutcomeDeemedAcknowledged, ReferralClosed } from '#events/referral';
import { decision, processes } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

export const withoutWord = ['no_word', 'waived'] as const;

/** The consultant took no note of the outcome in time, or need not: it counts as acknowledged (みなし確認), and the loop is closed. */
export class DeemOutcomeAcknowledged extends ReferralCommand {
  @IsIn(withoutWord) because!: (typeof withoutWord)[number];
}

export const deemOutcomeAcknowledged = decision(referral, DeemOutcomeAcknowledged, {
  by: processes,
  from: ['outcome_reported'],
  emits: [OutcomeDeemedAcknowledged, ReferralClosed],
  decide: ({ because }, { outcome, clientId }) => [
    OutcomeDeemedAcknowledged({ because }),
    ReferralClosed({ outcome, clientId }),
  ],
});
