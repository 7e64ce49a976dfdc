import { derivedId, type CommandContext, type Decision, type Issued } from '#platform/decider';
import { contextOf, processActor } from '#platform/process-managers';
import type { OutgoingCommand, ProcessJournal } from '#platform/process-managers/engine';
import { BeginProcess, beginProcess } from './begin-process.ts';
import { RecordCommandGivenUp, recordCommandGivenUp } from './record-command-given-up.ts';
import { RecordCommandRefused, recordCommandRefused } from './record-command-refused.ts';

/** Puts what becomes of processes and their commands on record, as events in streams of their own. */
export function processJournal(
  issue: (decision: Decision, command: object, context: CommandContext) => Promise<Issued>,
): ProcessJournal {
  /** @param what tells one record of a command from the others: a command may be given up again */
  const record = async (
    process: string,
    planned: OutgoingCommand,
    decision: Decision,
    command: object,
    what: string,
  ) => {
    const context = {
      ...contextOf(process, planned),
      commandId: derivedId('process journal', what, planned.commandId),
    };
    await issue(decision, command, context);
  };
  return {
    began: async (process) => {
      const commandId = derivedId('process journal', 'began', process);
      const context: CommandContext = { actor: processActor(process), commandId, source: 'process' };
      return (await issue(beginProcess, Object.assign(new BeginProcess(), { process }), context)).position;
    },
    refused: (process, planned, code) => {
      const about = {
        process,
        instance: planned.instance,
        plannedId: planned.commandId,
        command: planned.decision,
        code,
      };
      return record(
        process,
        planned,
        recordCommandRefused,
        Object.assign(new RecordCommandRefused(), about),
        'refused',
      );
    },
    givenUp: (process, planned, failure) => {
      const { instance, commandId: plannedId, decision: command, failingSince } = planned;
      const about = { process, instance, plannedId, command, failure };
      return record(
        ...([process, planned, recordCommandGivenUp] as const),
        Object.assign(new RecordCommandGivenUp(), about),
        `given up since ${failingSince}`,
      );
    },
  };
}
