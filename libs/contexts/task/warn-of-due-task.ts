import { IsISO8601 } from 'class-validator';
import { TaskDueSoon } from '#events/task';
import { decision, processes } from '#contexts/kernel';
import { TaskCommand } from './task-command.ts';
import { assigneeOf, task, unfinishedStages } from './task.ts';

/** The time for a task is nearly over: whoever has it is to know. */
export class WarnOfDueTask extends TaskCommand {
  @IsISO8601({ strict: true }) dueAt!: string;
}

export const warnOfDueTask = decision(task, WarnOfDueTask, {
  by: processes,
  from: [...unfinishedStages, 'done', 'cancelled'],
  emits: [TaskDueSoon],
  decide: ({ dueAt }, state) =>
    // Done or warned of in the meantime.
    state.stage === 'done' || state.stage === 'cancelled' || state.warnedOf === dueAt
      ? []
      : [TaskDueSoon({ assigneeId: assigneeOf(state), dueAt })],
});
