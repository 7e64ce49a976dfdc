import { TaskCompleted } from '#events/task';
import { decision } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { requireAssignee } from './require-assignee.ts';
import { TaskCommand } from './task-command.ts';
import { taskKindOf } from './task-kinds.ts';
import { taskWorkers } from './task-roles.ts';
import { task } from './task.ts';
import { requireOrganisation } from './team-guards.ts';

/**
 * Whoever has a task says that it is done. Only of a kind that leaves no fact of its own: what is closed by a fact would be
 * ticked off here without having happened.
 */
export class CompleteTask extends TaskCommand {}

export const completeTask = decision(task, CompleteTask, {
  by: taskWorkers,
  from: ['assigned', 'in_progress'],
  emits: [TaskCompleted],
  decide: (_, state, { actor }) => {
    requireOrganisation(state, actor);
    requireAssignee(state, actor);
    if (taskKindOf(state.kind)?.doneBy !== 'hand') throw doneByItsFact();
    return [TaskCompleted({ assigneeId: actor.userId })];
  },
});

function doneByItsFact() {
  return conflict('DONE_BY_ITS_FACT', {
    en: 'This task is closed by what it asks for: do that',
    ja: 'このタスクは求められた処理を行うと自動的に完了します',
  });
}
