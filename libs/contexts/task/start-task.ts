import { TaskStarted } from '#events/task';
import { decision } from '#contexts/kernel';
import { requireAssignee } from './require-assignee.ts';
import { TaskCommand } from './task-command.ts';
import { taskWorkers } from './task-roles.ts';
import { task } from './task.ts';
import { requireOrganisation } from './team-guards.ts';

/** Whoever has a task says that they are at it (着手). */
export class StartTask extends TaskCommand {}

export const startTask = decision(task, StartTask, {
  by: taskWorkers,
  from: ['assigned', 'in_progress'],
  emits: [TaskStarted],
  decide: (_, state, { actor }) => {
    requireOrganisation(state, actor);
    requireAssignee(state, actor);
    return state.stage === 'in_progress' ? [] : [TaskStarted({ assigneeId: actor.userId })];
  },
});
