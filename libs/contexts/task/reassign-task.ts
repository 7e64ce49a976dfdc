import { TaskReassigned } from '#events/task';
import { decision, IsUserId, MayBeAbsent } from '#contexts/kernel';
import { TaskCommand } from './task-command.ts';
import { taskAssigners } from './task-roles.ts';
import { assigneeOf, task, unfinishedStages } from './task.ts';
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
  decide: ({ assigneeId: to = null }, state, { actor }) => {
    if (actor.role !== 'process') requireOrganisation(state, actor);
    const from = assigneeOf(state);
    return from === to ? [] : [TaskReassigned({ from, to, coveredFor: [] })];
  },
});
