import { requireOfTheOffice, staffMember, staffMemberIn } from '#contexts/directory';
import { ReferralAssigned, ReferralTaken } from '#events/referral';
import { dueByClock } from '#contexts/clock';
import { caseStaff, decision, intake, IsUserId } from '#contexts/kernel';
import { read } from '#platform/decider';
import { iescHeadquarters } from '#reference-data';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';
import { officeOfReferral } from './whose-time.ts';

/** Intake or the office's manager gives a referral to an advisor, or to another one. */
export class AssignReferral extends ReferralCommand {
  @IsUserId() advisorId!: string;
}

export const assignReferral = decision(referral, AssignReferral, {
  by: intake,
  from: ['received', 'under_review'],
  emits: [ReferralTaken, ReferralAssigned],
  reads: { advisor: read(staffMember, staffMemberIn('advisorId')), office: officeOfReferral },
  decide: ({ advisorId }, state, { now, policy, reads: { advisor, office } }) => {
    requireOfTheOffice(advisor, state.officeId ?? iescHeadquarters.id, 'advisorId', caseStaff);
    if (state.stage === 'received') {
      return [ReferralTaken({ advisorId, decideBy: dueByClock('decideReferral', now, policy, office) })];
    }
    return state.advisorId === advisorId ? [] : [ReferralAssigned({ advisorId })];
  },
});
