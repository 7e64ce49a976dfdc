import { ProcessCommandRefused } from '#events/process';
import { decision, IsCode, processes } from '#contexts/kernel';
import { AboutPlannedCommand, instanceOf } from './planned-command.ts';
import { fateOf, processInstance } from './process-instance.ts';

/** A command of a process was refused: that is its answer, and it is not asked again. */
export class RecordCommandRefused extends AboutPlannedCommand {
  @IsCode() command!: string;
  @IsCode() code!: string;
}

export const recordCommandRefused = decision(processInstance, RecordCommandRefused, {
  by: processes,
  from: ['none', 'on_record'],
  emits: [ProcessCommandRefused],
  idOf: instanceOf,
  decide: ({ process, instance, plannedId, command, code }, state) =>
    fateOf(state, plannedId) === 'refused'
      ? []
      : [ProcessCommandRefused({ process, instance, plannedId, command, code })],
});
