import { IsId } from '#contexts/kernel';

/** A command about one task. */
export abstract class TaskCommand {
  @IsId() taskId!: string;
}
