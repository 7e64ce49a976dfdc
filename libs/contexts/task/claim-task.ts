import { TaskClaimed } from '#events/task';
import { decision } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { TaskCommand } from './task-command.ts';
import { taskWorkers } from './task-roles.ts';
import { task } from './task.ts';
import { requireTeam } from './team-guards.ts';

/** Somebody of the team takes a task out of its queue: of two who try at once one has it, the other is told who. */
export class ClaimTask extends TaskCommand {}

export const claimTask = decision(task, ClaimTask, {
  by: taskWorkers,
  from: ['open', 'returned', 'assigned', 'in_progress'],
  emits: [TaskClaimed],
  decide: (_, state, { actor }) => {
    requireTeam(state, actor);
    if (state.stage === 'open' || state.stage === 'returned') return [TaskClaimed({ assigneeId: actor.userId })];
    if (state.assigneeId === actor.userId) return [];
    throw taken(state.assigneeId);
  },
});

/** Who has it is a colleague of the same office, whose tasks the caller sees. */
function taken(assigneeId: string) {
  return conflict(
    'TASK_TAKEN',
    { en: `${assigneeId} has this task already`, ja: `このタスクは既に ${assigneeId} が担当しています` },
    assigneeId,
  );
}
