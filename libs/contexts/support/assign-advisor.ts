import { requireOfTheOffice, staffMember, staffMemberIn } from '#contexts/directory';
import { AdvisorAssigned } from '#events/support';
import { caseStaff, decision, intake, IsUserId } from '#contexts/kernel';
import { read } from '#platform/decider';
import { SupportCaseCommand } from './support-case-command.ts';
import { supportCase } from './support-case.ts';

/** Intake or the office's manager gives the case to an advisor (担当). To another one it goes for a reason (`reassign-advisor`). */
export class AssignAdvisor extends SupportCaseCommand {
  @IsUserId() advisorId!: string;
}

export const assignAdvisor = decision(supportCase, AssignAdvisor, {
  by: intake,
  from: ['requested'],
  emits: [AdvisorAssigned],
  reads: { advisor: read(staffMember, staffMemberIn('advisorId')) },
  decide: ({ advisorId }, state, { reads: { advisor } }) => {
    requireOfTheOffice(advisor, state.officeId, 'advisorId', caseStaff);
    return [AdvisorAssigned({ advisorId })];
  },
});
