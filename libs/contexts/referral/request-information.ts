import { InformationRequested } from '#events/referral';
import { dueByClock } from '#contexts/clock';
import { caseStaff, decision, IsFreeText } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';
import { associationOfReferral } from './whose-time.ts';

/** The advisor asks the consultant for more (差戻し); the referral waits for the answer. */
export class RequestInformation extends ReferralCommand {
  @IsFreeText() question!: string;
}

export const requestInformation = decision(referral, RequestInformation, {
  by: caseStaff,
  from: ['under_review'],
  emits: [InformationRequested],
  reads: { association: associationOfReferral },
  decide: ({ question }, _, { now, policy, reads: { association } }) => [
    InformationRequested({ question, replyBy: dueByClock('replyToInformationRequest', now, policy, association) }),
  ],
});
