import { InformationRequested } from '#events/referral';
import { caseStaff, decision, IsFreeText } from '#contexts/kernel';
import { dueAt } from '#reference-data';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** The advisor asks the consultant for more (差戻し); the referral waits for the answer. */
export class RequestInformation extends ReferralCommand {
  @IsFreeText() question!: string;
}

export const requestInformation = decision(referral, RequestInformation, {
  by: caseStaff,
  from: ['under_review'],
  emits: [InformationRequested],
  decide: ({ question }, _, { now, policy }) => [
    InformationRequested({ question, replyBy: dueAt(now, policy.deadlines.replyToInformationRequest) }),
  ],
});
