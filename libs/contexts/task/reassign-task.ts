import { TaskReassigned } from '#events/task';
import { requireOfTheOffice, staffMember, staffMemberIn } from '#contexts/directory';
import { decision, IsUserId, MayBeAbsent } from '#contexts/kernel';
import { read } from '#platform/decider';
import { TaskCommand } from './task-command.ts';
import { taskAssigners } from './task-roles.ts';
import { assigneeOf, task, unfinishedStages } from './task.ts';
import { taskTeamOf } from './task-teams.ts';
import { requireOrganisation } from './team-guards.ts';

/** Who leads the team gives a task to somebody, to somebody else, or back into the team's queue. */
export class ReassignTask extends TaskCommand {
  /** Without one: back into the team's queue. */
  @MayBeAbsent() @IsUserId() assigneeId?: string;
}

export const reassignTask = decision(task, ReassignTask, {
  by: [...taskAssigners, 'process'],
  from: unfinishedStages,
  emits: [TaskReassigned],
  reads: { assignee: read(staffMember, staffMemberIn('assigneeId')) },
  decide: ({ assigneeId: to = null }, state, { actor, reads: { assignee } }) => {
    // A process follows who has the referral or the case, which was looked at there.
    if (actor.role !== 'process') {
      requireOrganisation(state, actor);
      if (to !== null) requireOfTheOffice(assignee, state.officeId, 'assigneeId', taskTeamOf(state.team)?.roles);
    }
    const from = assigneeOf(state);
    return from === to ? [] : [TaskReassigned({ from, to, coveredFor: [] })];
  },
});
