import { TaskCancelled } from '#events/task';
import { decision, processes } from '#contexts/kernel';
import { FollowingTaskCommand } from './because.ts';
import { assigneeOf, task, unfinishedStages } from './task.ts';

/** Something happened that makes a task moot: nobody has to do it any more. */
export class CancelTask extends FollowingTaskCommand {}

export const cancelTask = decision(task, CancelTask, {
  by: processes,
  from: [...unfinishedStages, 'done', 'cancelled'],
  emits: [TaskCancelled],
  decide: ({ because: { eventId, type } }, state) =>
    // Finished before: nothing is left to take away.
    state.stage === 'done' || state.stage === 'cancelled'
      ? []
      : [TaskCancelled({ assigneeId: assigneeOf(state), because: { eventId, type } })],
});
