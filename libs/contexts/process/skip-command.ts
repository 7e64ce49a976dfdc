import { ProcessCommandSkipped } from '#events/process';
import { decision, IsFreeText, operators } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { AboutPlannedCommand, instanceOf } from './planned-command.ts';
import { fateOf, processInstance } from './process-instance.ts';

/** An operator has a command of a process passed over that cannot be carried out, and says why. */
export class SkipCommand extends AboutPlannedCommand {
  @IsFreeText() why!: string;
}

export const skipCommand = decision(processInstance, SkipCommand, {
  by: operators,
  from: ['none', 'on_record'],
  emits: [ProcessCommandSkipped],
  idOf: instanceOf,
  decide: ({ process, instance, plannedId, why }, state) => {
    const fate = fateOf(state, plannedId);
    if (fate === 'refused' || fate === 'skipped') {
      throw conflict('SETTLED_ALREADY', {
        en: 'The command is settled: it was refused or skipped',
        ja: 'この指示は不受理または省略として完結しています',
      });
    }
    return [ProcessCommandSkipped({ process, instance, plannedId, why })];
  },
});
