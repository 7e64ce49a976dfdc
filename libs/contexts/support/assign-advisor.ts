import { AdvisorAssigned } from '#events/support';
import { decision, intake, IsUserId } from '#contexts/kernel';
import { SupportCaseCommand } from './support-case-command.ts';
import { supportCase } from './support-case.ts';

/** Intake or the office's manager gives the case to an advisor (担当), or to another one. */
export class AssignAdvisor extends SupportCaseCommand {
  @IsUserId() advisorId!: string;
}

export const assignAdvisor = decision(supportCase, AssignAdvisor, {
  by: intake,
  from: ['requested', 'assigned', 'contacted', 'assessed'],
  emits: [AdvisorAssigned],
  decide: ({ advisorId }, state) =>
    state.stage !== 'requested' && state.advisorId === advisorId ? [] : [AdvisorAssigned({ advisorId })],
});
