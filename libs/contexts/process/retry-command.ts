import { ProcessCommandRetried } from '#events/process';
import { decision, operators } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { AboutPlannedCommand, instanceOf } from './planned-command.ts';
import { fateOf, processInstance } from './process-instance.ts';

/** An operator has a command that was given up tried again, because what kept it is mended. */
export class RetryCommand extends AboutPlannedCommand {}

export const retryCommand = decision(processInstance, RetryCommand, {
  by: operators,
  from: ['none', 'on_record'],
  emits: [ProcessCommandRetried],
  idOf: instanceOf,
  decide: ({ process, instance, plannedId }, state) => {
    switch (fateOf(state, plannedId)) {
      case 'given_up':
        return [ProcessCommandRetried({ process, instance, plannedId })];
      case 'retried':
        return [];
      default:
        throw conflict('NOT_GIVEN_UP', {
          en: 'Only a command that was given up is tried again',
          ja: '断念された指示だけを再試行できます',
        });
    }
  },
});
