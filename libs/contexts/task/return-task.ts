import { TaskReturned } from '#events/task';
import { decision, IsCode } from '#contexts/kernel';
import { requireAssignee } from './require-assignee.ts';
import { TaskCommand } from './task-command.ts';
import { taskWorkers } from './task-roles.ts';
import { task } from './task.ts';
import { requireOrganisation } from './team-guards.ts';

/** Whoever has a task gives it back to the team's queue, with the reason. */
export class ReturnTask extends TaskCommand {
  @IsCode() reason!: string;
}

export const returnTask = decision(task, ReturnTask, {
  by: taskWorkers,
  from: ['assigned', 'in_progress'],
  emits: [TaskReturned],
  decide: ({ reason }, state, { actor, policy }) => {
    requireOrganisation(state, actor);
    requireAssignee(state, actor);
    policy.requireReason('taskReturned', reason);
    return [TaskReturned({ assigneeId: actor.userId, reason })];
  },
});
