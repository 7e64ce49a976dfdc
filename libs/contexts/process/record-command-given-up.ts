import { ProcessCommandGivenUp } from '#events/process';
import { decision, IsCode, processes } from '#contexts/kernel';
import { AboutPlannedCommand, instanceOf } from './planned-command.ts';
import { fateOf, processInstance } from './process-instance.ts';

/** A command of a process was tried in vain for too long: a person has to decide, and its instance waits. */
export class RecordCommandGivenUp extends AboutPlannedCommand {
  @IsCode() command!: string;
  @IsCode() failure!: string;
}

export const recordCommandGivenUp = decision(processInstance, RecordCommandGivenUp, {
  by: processes,
  from: ['none', 'on_record'],
  emits: [ProcessCommandGivenUp],
  idOf: instanceOf,
  decide: ({ process, instance, plannedId, command, failure }, state) =>
    fateOf(state, plannedId) === 'given_up'
      ? []
      : [ProcessCommandGivenUp({ process, instance, plannedId, command, failure })],
});
