import { IsISO8601 } from 'class-validator';
import { TaskDueMoved } from '#events/task';
import { decision, MayBeAbsent, processes } from '#contexts/kernel';
import { FollowingTaskCommand } from './because.ts';
import { task, unfinishedStages } from './task.ts';

/** The time for what a task asks for has changed: its clock was extended, paused, resumed or recalculated. */
export class MoveTaskDue extends FollowingTaskCommand {
  /** Without one nothing is due for the time being. */
  @MayBeAbsent() @IsISO8601({ strict: true }) dueAt?: string;
}

export const moveTaskDue = decision(task, MoveTaskDue, {
  by: processes,
  from: [...unfinishedStages, 'done', 'cancelled'],
  emits: [TaskDueMoved],
  decide: ({ dueAt = null, because: { eventId, type } }, state) =>
    state.stage === 'done' || state.stage === 'cancelled' || state.dueAt === dueAt
      ? []
      : [TaskDueMoved({ dueAt, because: { eventId, type } })],
});
