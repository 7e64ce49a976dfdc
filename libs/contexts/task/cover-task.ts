import { TaskReassigned } from '#events/task';
import { decision, IsCode, IsUserId, processes } from '#contexts/kernel';
import { TaskCommand } from './task-command.ts';
import { task, unfinishedStages } from './task.ts';

/** A task of an absent member goes to whoever covers for them. */
export class CoverTask extends TaskCommand {
  @IsUserId() absentId!: string;
  @IsUserId() delegateId!: string;
  /** Where the cover was arranged. */
  @IsCode() officeId!: string;
}

/**
 * Who covers at an office covers for its tasks, and for no other's: what another office has in hand is not theirs to know.
 * Where the cover is absent too, the task goes on to theirs; where that leads back to somebody it came from, nobody of
 * them is there, and it waits in the team's queue.
 */
export const coverTask = decision(task, CoverTask, {
  by: processes,
  from: [...unfinishedStages, 'done', 'cancelled'],
  emits: [TaskReassigned],
  decide: ({ absentId, delegateId, officeId }, state) => {
    // No more theirs, or no more to do: nothing is to be covered.
    if (!('assigneeId' in state) || state.assigneeId !== absentId) return [];
    if (state.officeId !== officeId) return [];
    const coveredFor = [...state.coveredFor, absentId];
    return [TaskReassigned({ from: absentId, to: coveredFor.includes(delegateId) ? null : delegateId, coveredFor })];
  },
});
