import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    process: Field.Code(),
    /** What the instance of the process is about; what else it has to do waits until somebody decides. */
    instance: Field.Identifier(),
    /** Id and name of the command that was tried in vain. */
    plannedId: Field.Id(),
    command: Field.Code(),
    /** Class of the failure; its words are in the service's log. */
    failure: Field.Code(),
  }),
  examples: [
    {
      process: 'referrer-follows-case',
      instance: '0b6c1d9e-43a1-4c57-9b1f-000000000003',
      plannedId: '0b6c1d9e-43a1-4c57-9b1f-0000000000c1',
      command: 'ReportOutcome',
      failure: 'InvalidFact',
    },
  ],
});
