import { IsCode, IsId } from '#contexts/kernel';
import { Length } from 'class-validator';
import { processInstanceIdOf } from './process-instance.ts';

/** A command about a command that a process planned. */
export abstract class AboutPlannedCommand {
  @IsCode() process!: string;
  @Length(1, 200) instance!: string;
  @IsId() plannedId!: string;
}

export const instanceOf = ({ process, instance }: AboutPlannedCommand): string =>
  processInstanceIdOf(process, instance);
