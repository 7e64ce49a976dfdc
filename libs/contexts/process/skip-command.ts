import { ProcessCommandSkipped } from '#events/process';
import { decision, IsFreeText, operators } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { AboutPlannedCommand, instanceOf } from './planned-command.ts';
import { fateOf, processInstance } from './process-instance.ts';

/** An operator has a command that was given up passed over for good, and says why. */
export class SkipCommand extends AboutPlannedCommand {
  @IsFreeText() explanation!: string;
}

export const skipCommand = decision(processInstance, SkipCommand, {
  by: operators,
  from: ['none', 'on_record'],
  emits: [ProcessCommandSkipped],
  idOf: instanceOf,
  decide: ({ process, instance, plannedId, explanation }, state) => {
    const fate = fateOf(state, plannedId);
    if (fate === 'given_up' || fate === 'retried') {
      return [ProcessCommandSkipped({ process, instance, plannedId, explanation })];
    }
    throw conflict('NOT_GIVEN_UP', {
      en: 'Only a command that was given up is skipped',
      ja: '断念された指示だけを省略できます',
    });
  },
});
