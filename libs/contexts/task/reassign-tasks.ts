import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray } from 'class-validator';
import { IsCode, IsUserId, MayBeAbsent } from '#contexts/kernel';
import type { ReassignTask } from './reassign-task.ts';

/** Who leads a team gives several tasks to somebody, or back into the team's queue: a {@link ReassignTask} each. */
export class ReassignTasks {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(100) @ArrayUnique() @IsCode({ each: true }) taskIds!: string[];
  /** Without one: back into the team's queue. */
  @MayBeAbsent() @IsUserId() assigneeId?: string;
}

/** The single commands that it stands for. */
export const reassignEach = ({ taskIds, assigneeId }: ReassignTasks): readonly ReassignTask[] =>
  taskIds.map((taskId) => ({ taskId, ...(assigneeId !== undefined && { assigneeId }) }));
