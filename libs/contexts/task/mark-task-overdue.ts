import { IsISO8601 } from 'class-validator';
import { TaskOverdue } from '#events/task';
import { decision, processes } from '#contexts/kernel';
import { TaskCommand } from './task-command.ts';
import { assigneeOf, task, unfinishedStages } from './task.ts';

/** A task was due and is not done: that stays on it, also when it is done in the end. */
export class MarkTaskOverdue extends TaskCommand {
  @IsISO8601({ strict: true }) dueAt!: string;
}

export const markTaskOverdue = decision(task, MarkTaskOverdue, {
  by: processes,
  from: [...unfinishedStages, 'done', 'cancelled'],
  emits: [TaskOverdue],
  decide: ({ dueAt }, state) =>
    // Done, moved or marked in the meantime: late it is not, or not anew.
    state.stage === 'done' || state.stage === 'cancelled' || state.isOverdue || state.dueAt !== dueAt
      ? []
      : [TaskOverdue({ assigneeId: assigneeOf(state), dueAt })],
});
