import { ReferralResumed } from '#events/referral';
import { caseStaff, decision, processes } from '#contexts/kernel';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** The hold is over: the referral goes on where it was. By the office, or by itself after the hold's last day. */
export class ResumeReferral extends ReferralCommand {}

export const resumeReferral = decision(referral, ResumeReferral, {
  by: [...caseStaff, ...processes],
  from: ['on_hold'],
  emits: [ReferralResumed],
  decide: (_, { before }) => [ReferralResumed({ stage: before.stage })],
});
