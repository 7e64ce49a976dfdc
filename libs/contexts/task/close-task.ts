import { TaskClosed } from '#events/task';
import { decision, processes } from '#contexts/kernel';
import { FollowingTaskCommand } from './because.ts';
import { assigneeOf, task, unfinishedStages } from './task.ts';

/** What a task asked for has happened, whoever did it. */
export class CloseTask extends FollowingTaskCommand {}

export const closeTask = decision(task, CloseTask, {
  by: processes,
  from: [...unfinishedStages, 'done', 'cancelled'],
  emits: [TaskClosed],
  decide: ({ because: { eventId, type } }, state) =>
    // Finished before, by hand or by another fact: nothing is left to close.
    state.stage === 'done' || state.stage === 'cancelled'
      ? []
      : [TaskClosed({ assigneeId: assigneeOf(state), because: { eventId, type } })],
});
